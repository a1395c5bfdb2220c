#pragma once

#include <vector>

#include <QWidget>

namespace app {

/// Cards in rows, side by side where they have room and below one another where not. Each is as wide as its
/// share says and as high as it needs; height that is left goes to the last row.
class CardRows : public QWidget {
    Q_OBJECT
public:
    struct Card {
        QWidget* widget = nullptr;
        int share = 1;       ///< of its row's width
        int leastWidth = 0;  ///< it is put below rather than made narrower
    };

    explicit CardRows(QWidget* parent = nullptr);

    void addRow(std::vector<Card> cards);
    /// A card is shown, hidden or needs another height.
    void arrange();

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override { return minimumSizeHint(); }

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    using Row = std::vector<Card>;
    /// The rows as they stand at this width: those without room are taken apart.
    std::vector<Row> rowsAt(int width) const;
    static std::vector<int> widths(const Row& row, int width);
    static int heightOf(const Row& row, int width);

    std::vector<Row> m_rows;
};

}  // namespace app
