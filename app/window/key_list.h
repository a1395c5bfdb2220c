#pragma once

class QWidget;

namespace app {

/// Shows which key does what, in a box over the window.
void showKeyList(QWidget* window);

}  // namespace app
