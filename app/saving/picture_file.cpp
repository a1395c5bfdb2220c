#include "app/saving/picture_file.h"

#include <algorithm>

#include <QBuffer>
#include <QPainter>
#include <QPixmap>
#include <QSvgGenerator>
#include <QWidget>

namespace app {
namespace {

/// What one widget paints itself, without its children, as the inside of an SVG element.
QByteArray paintedBy(QWidget& widget, bool isRoot) {
    QByteArray file;
    QBuffer buffer(&file);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize(widget.size());
    svg.setViewBox(widget.rect());
    svg.setResolution(widget.logicalDpiX());
    {
        QPainter painter(&svg);
        widget.render(&painter, {}, {}, isRoot ? QWidget::DrawWindowBackground : QWidget::RenderFlags());
    }
    const qsizetype begin = file.indexOf("<defs>");
    const qsizetype end = file.lastIndexOf("</svg>");
    return begin < 0 || end < begin ? QByteArray() : file.mid(begin, end - begin);
}

/// Qt's generator knows no clipping, so every widget is drawn by itself and stands in a group that is
/// clipped to what is seen of it.
class SvgWriter {
public:
    explicit SvgWriter(QWidget& root)
        : m_root(root) {}

    QByteArray write() {
        add(m_root, m_root.rect());
        const QByteArray size = "width=\"" + QByteArray::number(m_root.width()) + "\" height=\"" +
                                QByteArray::number(m_root.height()) + '"';
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
               "version=\"1.1\" " +
               size + " viewBox=\"0 0 " + QByteArray::number(m_root.width()) + ' ' +
               QByteArray::number(m_root.height()) + "\">\n<title>" +
               m_root.accessibleName().toHtmlEscaped().toUtf8() + "</title>\n" + m_body + "</svg>\n";
    }

private:
    /// `seen` of the widget, in coordinates of the root.
    void add(QWidget& widget, const QRect& seen) {
        const QPoint origin = &widget == &m_root ? QPoint() : widget.mapTo(&m_root, QPoint());
        const QByteArray clip = "seen" + QByteArray::number(++m_clips);
        const QRect own = seen.translated(-origin);
        const auto number = [](int value) { return QByteArray::number(value); };
        m_body += "<clipPath id=\"" + clip + "\"><rect x=\"" + number(own.x()) + "\" y=\"" + number(own.y()) +
                  "\" width=\"" + number(own.width()) + "\" height=\"" + number(own.height()) +
                  "\"/></clipPath>\n<g transform=\"translate(" + number(origin.x()) + ',' +
                  number(origin.y()) + ")\" clip-path=\"url(#" + clip + ")\">\n" +
                  paintedBy(widget, &widget == &m_root) + "</g>\n";
        // Children stand in the order in which they are painted, from the back.
        for (QObject* object : widget.children()) {
            auto* child = qobject_cast<QWidget*>(object);
            if (!child || child->isWindow() || child->isHidden()) continue;
            const QRect childSeen = QRect(child->mapTo(&m_root, QPoint()), child->size()).intersected(seen);
            if (!childSeen.isEmpty()) add(*child, childSeen);
        }
    }

    QWidget& m_root;
    QByteArray m_body;
    int m_clips = 0;
};

}  // namespace

QByteArray viewAsPng(QWidget& view) {
    QByteArray file;
    QBuffer buffer(&file);
    view.grab().save(&buffer, "PNG");
    return file;
}

QByteArray viewAsSvg(QWidget& view) { return SvgWriter(view).write(); }

}  // namespace app
