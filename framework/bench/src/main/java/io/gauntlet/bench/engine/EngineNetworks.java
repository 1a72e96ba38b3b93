package io.gauntlet.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.bench.BenchException;
import io.gauntlet.bench.network.BenchNetwork;
import io.gauntlet.engine.architecture.Architectures;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.DefinitionReader;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.network.CompiledNetwork;
import io.gauntlet.engine.onnx.OnnxFile;

/** The engine's instances of the networks that are measured. */
final class EngineNetworks {
    private static final int CLASSES = 10;

    private final Optional<Path> onnx;

    /** @param onnx where the network lies that comes from a file */
    EngineNetworks(Optional<Path> onnx) {
        this.onnx = onnx;
    }

    /**
     * A network with fresh weights, or those of its file.
     *
     * @param block samples to compute together
     * @throws BenchException when the engine does not have it, or has another of that name
     */
    CompiledNetwork create(BenchNetwork network, int block) {
        CompiledNetwork created = network.architecture().isPresent()
                ? fresh(architecture(network), network, block)
                : read(network, block);
        long weights = created.parameters().layout().slots().stream()
                .filter(slot -> slot.shape().length > 1)
                .mapToLong(ParameterLayout.Slot::length)
                .sum();
        if (weights != network.weights() || !Arrays.equals(created.inputShape(), network.channelsLast())) {
            created.close();
            throw BenchException.failure("The engine's network " + network.id() + " has " + weights
                    + " weights and the peers' " + network.weights()
                    + ": they are not the same, so their times cannot be compared.");
        }
        return created;
    }

    private static CompiledNetwork fresh(Architecture architecture, BenchNetwork network, int block) {
        long[] shape = network.channelsLast();
        Blueprint blueprint = DefinitionReader.read(architecture.define(shape, CLASSES), shape, CLASSES);
        float[] values = new ParameterLayout(blueprint).draw(Seed.of(1));
        return CompiledNetwork.of(network.id(), blueprint, values, block);
    }

    /** The engine's definition of a network. @throws BenchException when it has none */
    static Architecture architecture(BenchNetwork network) {
        String id = network.architecture()
                .orElseThrow(() -> BenchException.mistake(
                        "The network " + network.id() + " comes from a file; only architectures are trained here."));
        try {
            return Architectures.stock().get(id);
        } catch (IllegalArgumentException e) {
            throw BenchException.mistake("The engine cannot build " + network.id() + ": " + e.getMessage());
        }
    }

    private CompiledNetwork read(BenchNetwork network, int block) {
        Path file = onnx.orElseThrow(() -> BenchException.mistake("The network " + network.id()
                + " comes from a file: name it with --onnx FILE, or leave the network out with --networks."));
        try {
            return OnnxFile.read(Files.readAllBytes(file), network.id(), block);
        } catch (IOException e) {
            throw BenchException.mistake("The file " + file + " of --onnx cannot be read.");
        }
    }
}
