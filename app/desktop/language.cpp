#include "app/desktop/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include "translations/translations.h"

namespace app {

Languages::Languages() { translations::load(); }

Languages::~Languages() {
    for (const auto& translator : m_translators) QCoreApplication::removeTranslator(translator.get());
}

QString Languages::code(Language language) {
    const bool chinese = language == Language::kChinese ||
                         (language == Language::kSystem && QLocale::system().language() == QLocale::Chinese);
    return chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

QString Languages::nameOf(Language language) {
    switch (language) {
        case Language::kEnglish:
            return QStringLiteral("en");
        case Language::kChinese:
            return QStringLiteral("zh_CN");
        case Language::kSystem:
            break;
    }
    return QStringLiteral("system");
}

Language Languages::fromName(const QString& name) {
    if (name == nameOf(Language::kEnglish)) return Language::kEnglish;
    if (name == nameOf(Language::kChinese)) return Language::kChinese;
    return Language::kSystem;
}

void Languages::install(const QString& file) {
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(file)) return;
    QCoreApplication::installTranslator(translator.get());
    m_translators.push_back(std::move(translator));
}

void Languages::use(Language language) {
    m_current = language;
    for (const auto& translator : m_translators) QCoreApplication::removeTranslator(translator.get());
    m_translators.clear();
    const QString wanted = code(language);
    QLocale::setDefault(QLocale(wanted));
    install(QLibraryInfo::path(QLibraryInfo::TranslationsPath) + QStringLiteral("/qtbase_") + wanted);
    install(QStringLiteral(":/translations/brokerscope_") + wanted);
}

}  // namespace app
