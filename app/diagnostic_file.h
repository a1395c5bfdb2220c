#pragma once

#include <cstdio>
#include <memory>
#include <mutex>
#include <string>

#include "broker/base/result.h"
#include "broker/observe/diagnostic.h"

namespace app {

/// The diagnostic log on standard error or in a file that grows: a line with time, level and text each.
class DiagnosticFile : public broker::observe::DiagnosticSink {
public:
    /// An empty path is standard error. kPermissionDenied if the file cannot be opened.
    static broker::Result<std::unique_ptr<DiagnosticFile>> open(const std::string& path,
                                                                broker::observe::Level least);
    ~DiagnosticFile() override;

    bool wants(broker::observe::Level level) const override { return level >= m_least; }
    void write(broker::observe::Level level, std::string_view line) override;

private:
    DiagnosticFile(std::FILE* file, bool isOwned, broker::observe::Level least);

    std::mutex m_mutex;
    std::FILE* m_file;
    bool m_isOwned;
    broker::observe::Level m_least;
};

}  // namespace app
