#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "broker/simulation/inode.h"

namespace broker::simulation {

class FolderNode;

/// What a name stands for: one of the two is set.
struct FolderChild {
    std::shared_ptr<Inode> file;
    std::shared_ptr<FolderNode> folder;
};

/// The names in a folder: as programs see them, as they are durable, and the changes between the two in
/// their order, of which a loss of power keeps a random prefix.
class FolderNode {
public:
    using Names = std::map<std::string, FolderChild>;

    const Names& names() const { return m_names; }
    const FolderChild* find(const std::string& name) const;

    void add(const std::string& name, FolderChild child);
    void remove(const std::string& name);
    /// One change: after a loss of power both names have changed or neither.
    void rename(const std::string& from, const std::string& to);

    void sync();
    bool isSynced() const { return m_unsynced.empty(); }
    void losePower(Random& random);
    /// Syncs this folder and all in it, with the files' content.
    void flush();

private:
    struct Change {
        std::string removed;  ///< empty: none
        std::string added;    ///< empty: none
        FolderChild child;

        void apply(Names& names) const;
    };

    void change(Change change);

    Names m_names;
    Names m_durable;
    std::vector<Change> m_unsynced;
};

}  // namespace broker::simulation
