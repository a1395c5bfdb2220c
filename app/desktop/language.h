#pragma once

#include <memory>
#include <vector>

#include <QString>

class QTranslator;

namespace app {

enum class Language { kSystem, kEnglish, kChinese };

/// The window's language, changed while it runs: Qt then sends every widget a LanguageChange event. English
/// has a translation too, for its plurals.
class Languages {
public:
    Languages();
    ~Languages();
    Languages(const Languages&) = delete;
    Languages& operator=(const Languages&) = delete;

    void use(Language language);
    Language current() const { return m_current; }
    /// "en" or "zh_CN": what kSystem resolves to, too.
    static QString code(Language language);
    static QString nameOf(Language language);
    static Language fromName(const QString& name);

private:
    void install(const QString& file);

    Language m_current = Language::kSystem;
    std::vector<std::unique_ptr<QTranslator>> m_translators;
};

}  // namespace app
