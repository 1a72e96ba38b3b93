package io.gauntlet.engine.backend;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.ptr.IntByReference;

/** Asks CUDA's driver what devices there are, without the gigabytes of CUDA's libraries. */
final class CudaDriver {
    private static final int COMPUTE_CAPABILITY_MAJOR = 75;
    private static final int COMPUTE_CAPABILITY_MINOR = 76;
    private static final int NAME_BYTES = 256;

    private final NativeLibrary library;

    private CudaDriver(NativeLibrary library) {
        this.library = library;
    }

    /** The devices; none when there is no driver or it reports an error. */
    static Gpus devices() {
        if (Platform.isMac()) {
            return Gpus.NONE;
        }
        try {
            return new CudaDriver(NativeLibrary.getInstance(Platform.isWindows() ? "nvcuda" : "libcuda.so.1")).ask();
        } catch (UnsatisfiedLinkError e) {
            return Gpus.NONE;
        }
    }

    private Gpus ask() {
        IntByReference number = new IntByReference();
        if (!call("cuInit", 0) || !call("cuDriverGetVersion", number)) {
            return Gpus.NONE;
        }
        int cuda = number.getValue();
        if (!call("cuDeviceGetCount", number)) {
            return Gpus.NONE;
        }
        int count = number.getValue();
        List<GpuDevice> devices = new ArrayList<>();
        for (int ordinal = 0; ordinal < count; ordinal++) {
            if (call("cuDeviceGet", number, ordinal)) {
                devices.add(device(number.getValue()));
            }
        }
        return new Gpus(cuda, devices);
    }

    private GpuDevice device(int device) {
        byte[] name = new byte[NAME_BYTES];
        boolean named = call("cuDeviceGetName", name, NAME_BYTES, device);
        int end = 0;
        while (end < NAME_BYTES && name[end] != 0) {
            end++;
        }
        return new GpuDevice(
                named ? new String(name, 0, end, StandardCharsets.UTF_8) : "NVIDIA device",
                attribute(COMPUTE_CAPABILITY_MAJOR, device),
                attribute(COMPUTE_CAPABILITY_MINOR, device));
    }

    /** 0 when it is not told, which no usable device has. */
    private int attribute(int attribute, int device) {
        IntByReference value = new IntByReference();
        return call("cuDeviceGetAttribute", value, attribute, device) ? value.getValue() : 0;
    }

    private boolean call(String function, Object... arguments) {
        return library.getFunction(function).invokeInt(arguments) == 0;
    }
}
