#pragma once

#include "broker/world/files.h"

namespace app {

/// The machine's files as Segments sees them: it can look and cannot touch. Everything that would change the
/// disk is kPermissionDenied. For one thread at a time.
class ReadOnlyFiles final : public broker::world::Files {
public:
    broker::Result<std::shared_ptr<broker::world::File>> open(const std::string& path,
                                                              broker::world::OpenMode mode) const override;
    bool exists(const std::string& path) const override;
    broker::Result<std::vector<broker::world::FolderEntry>> list(const std::string& folder) const override;
    broker::Result<void> makeFolders(const std::string& path) override;
    broker::Result<void> rename(const std::string& from, const std::string& to) override;
    broker::Result<void> remove(const std::string& path) override;
    broker::Result<void> removeAll(const std::string& folder) override;
    broker::Result<void> syncFolderNow(const std::string& folder) override;
    broker::world::Call sync(std::shared_ptr<broker::world::File> file,
                             broker::world::Completion<broker::Result<void>> done) override;
    std::uint64_t freeBytes(const std::string& path) const override;
};

}  // namespace app
