package io.gauntlet.plugins.transformations;

import java.util.List;
import java.util.ServiceLoader;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TransformationsPluginTest {
    @Test
    void bringsThem() {
        List<String> ids = ServiceLoader.load(Plugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(plugin -> plugin.transformations().stream())
                .map(factory -> factory.description().id())
                .toList();
        assertEquals(
                List.of(
                        "rotate",
                        "translate",
                        "scale",
                        "shear",
                        "perspective",
                        "crop-resize",
                        "flip",
                        "brightness",
                        "contrast",
                        "gamma",
                        "gaussian-noise",
                        "quantize",
                        "blur",
                        "jpeg",
                        "chain"),
                ids);
    }
}
