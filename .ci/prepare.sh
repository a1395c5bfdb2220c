# Sourced by run, test and .ci/run: installs what a fresh Debian 12 lacks and builds presets. Idempotent, and quick
# when there is nothing to do.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

build_packages=(build-essential cmake ninja-build mold ccache pkg-config
    qt6-base-dev qt6-charts-dev libqt6opengl6-dev qt6-svg-dev libqt6sql6-sqlite
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-translations-l10n
    libasio-dev libssl-dev libfmt-dev libzstd-dev liblz4-dev libsnappy-dev zlib1g-dev libisal-dev
    fonts-wqy-microhei fonts-inter)
test_packages=(kcat librdkafka-dev)
sanitizer_packages=(clang-19 lld-19 libclang-rt-19-dev llvm-19)

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
        echo "These packages are missing and need root to install: $*" >&2
        return 1
    fi
}

# install_packages NAME…: apt is asked only if one of them is missing.
install_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "Installing ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive sh -c "
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends ${missing[*]}; } >/dev/null"
}

# build_preset PRESET [TARGET…]
build_preset() {
    local preset=$1
    shift
    local log=build/$preset.configure.log
    mkdir -p build
    if [ ! -f "build/$preset/build.ninja" ]; then
        cmake --preset "$preset" >"$log" 2>&1 || { cat "$log" >&2; return 1; }
    fi
    cmake --build "build/$preset" ${1:+--target "$@"}
}
