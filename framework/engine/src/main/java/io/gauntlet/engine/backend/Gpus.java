package io.gauntlet.engine.backend;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The devices that CUDA's driver shows to this process.
 *
 * @param cuda the newest version of CUDA that the driver runs, 1000 x major + 10 x minor; 0 when there is no driver
 * @param devices in the driver's order
 */
record Gpus(int cuda, List<GpuDevice> devices) {
    /** No driver, or none that answers. */
    static final Gpus NONE = new Gpus(0, List.of());

    /** The oldest driver that runs programs made for CUDA 11.6. */
    private static final int OLDEST_CUDA = 11_000;

    Gpus {
        devices = List.copyOf(devices);
    }

    /** What keeps ND4J from them, as part of a sentence that says what to do; empty when nothing does. */
    String obstacle() {
        if (devices.isEmpty()) {
            return "no NVIDIA device answers: install its driver, or compute on the CPU";
        }
        if (cuda < OLDEST_CUDA) {
            return "the NVIDIA driver is too old for CUDA 11.6: update it to 450.80 or newer, or compute on the CPU";
        }
        String unusable = devices.stream()
                .filter(device -> !device.usable())
                .map(GpuDevice::toString)
                .collect(Collectors.joining(", "));
        if (unusable.isEmpty()) {
            return "";
        }
        return "ND4J's CUDA backend has no code for " + unusable
                + ", only for compute capabilities 3.7 and 5.0 to 8.9: "
                + (devices.stream().anyMatch(GpuDevice::usable)
                        ? "name the other devices in CUDA_VISIBLE_DEVICES, or compute on the CPU"
                        : "compute on the CPU");
    }

    @Override
    public String toString() {
        return devices.isEmpty()
                ? "none"
                : devices.stream().map(GpuDevice::toString).collect(Collectors.joining(", "));
    }
}
