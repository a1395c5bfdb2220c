#include "broker/simulation/folder_node.h"

#include <utility>

namespace broker::simulation {

void FolderNode::Change::apply(Names& names) const {
    if (!removed.empty()) names.erase(removed);
    if (!added.empty()) names[added] = child;
}

const FolderChild* FolderNode::find(const std::string& name) const {
    const auto found = m_names.find(name);
    return found == m_names.end() ? nullptr : &found->second;
}

void FolderNode::change(Change change) {
    change.apply(m_names);
    m_unsynced.push_back(std::move(change));
}

void FolderNode::add(const std::string& name, FolderChild child) {
    change({.removed = {}, .added = name, .child = std::move(child)});
}

void FolderNode::remove(const std::string& name) { change({.removed = name, .added = {}, .child = {}}); }

void FolderNode::rename(const std::string& from, const std::string& to) {
    change({.removed = from, .added = to, .child = m_names.at(from)});
}

void FolderNode::sync() {
    m_durable = m_names;
    m_unsynced.clear();
}

void FolderNode::losePower(Random& random) {
    const std::size_t kept = random.below(m_unsynced.size() + 1);
    for (std::size_t i = 0; i < kept; ++i) m_unsynced[i].apply(m_durable);
    m_names = m_durable;
    m_unsynced.clear();
    for (const auto& [name, child] : m_names) {
        if (child.folder) child.folder->losePower(random);
        if (child.file) child.file->losePower(random);
    }
}

void FolderNode::flush() {
    sync();
    for (const auto& [name, child] : m_names) {
        if (child.folder) child.folder->flush();
        if (child.file) child.file->endSync(child.file->beginSync(), true);
    }
}

}  // namespace broker::simulation
