#pragma once

/// What Clang's -Wthread-safety checks: which mutex guards what, and which is held where. Other compilers see
/// nothing. docs/threading.md says who owns what.
#if defined(__clang__)
#define TRISTATE_THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define TRISTATE_THREAD_ATTRIBUTE(x)
#endif

#define TRISTATE_CAPABILITY(name) TRISTATE_THREAD_ATTRIBUTE(capability(name))
#define TRISTATE_SCOPED_CAPABILITY TRISTATE_THREAD_ATTRIBUTE(scoped_lockable)
/// Of a member: only touched while the mutex is held.
#define TRISTATE_GUARDED_BY(mutex) TRISTATE_THREAD_ATTRIBUTE(guarded_by(mutex))
/// Of a function: the caller holds the mutex.
#define TRISTATE_REQUIRES(...) TRISTATE_THREAD_ATTRIBUTE(requires_capability(__VA_ARGS__))
/// Of a function: the caller does not hold the mutex, as the function takes it or takes long.
#define TRISTATE_EXCLUDES(...) TRISTATE_THREAD_ATTRIBUTE(locks_excluded(__VA_ARGS__))
#define TRISTATE_ACQUIRE(...) TRISTATE_THREAD_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define TRISTATE_RELEASE(...) TRISTATE_THREAD_ATTRIBUTE(release_capability(__VA_ARGS__))
