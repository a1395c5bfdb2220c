#pragma once

namespace resources {

/// Makes the files of brokerscope.qrc readable under ":/brokerscope/". Any number of times.
void load();

}  // namespace resources
