#pragma once

namespace broker::host {

/// Lets the allocator keep some of what is freed, up to 8 MiB for each thread, rather than give it back to
/// the system at once. Frames of a MiB come and go hundreds of times a second, and fresh pages for each of
/// them were more than a quarter of the processor time of a produced GB. For the whole process, before its
/// threads start.
void keepFreedMemory();

}  // namespace broker::host
