package io.gauntlet.engine.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.api.defense.Checkpointed;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.engine.file.ArraysFile;
import io.gauntlet.engine.file.DamagedFileException;

/** Writes down one fit from time to time, and finds where it stood. */
final class CheckpointLog {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointLog.class);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final String KEPT = "kept";
    private static final String PARAMETERS = "parameters";
    private static final String HOOK = "hook.";

    private final Checkpoints checkpoints;
    private final String key;
    private final String fingerprint;
    private final Map<String, Checkpointed> remembering = new LinkedHashMap<>();
    private long written = System.nanoTime();

    /**
     * @param key tells fits of a training apart
     * @param fingerprint of everything that the result depends on: another one makes what was written worthless
     */
    CheckpointLog(Checkpoints checkpoints, String key, String fingerprint, TrainingHooks hooks) {
        this.checkpoints = checkpoints;
        this.key = key;
        this.fingerprint = fingerprint;
        add("augmentation", hooks.augmentation());
        add("update", hooks.afterUpdate());
        add("epoch", hooks.afterEpoch());
    }

    private void add(String name, Object hook) {
        if (hook instanceof Checkpointed checkpointed) {
            remembering.put(HOOK + name + ".", checkpointed);
        }
    }

    /** Whether the last checkpoint is old enough. */
    boolean due() {
        return checkpoints != Checkpoints.NONE
                && System.nanoTime() - written >= checkpoints.interval().toNanos();
    }

    /** Writes where an unfinished fit stands. */
    void write(FitState state, float[] parameters, Updater updater) {
        Map<String, float[]> arrays = new HashMap<>(updater.arrays());
        if (state.kept != null) {
            arrays.put(KEPT, state.kept);
        }
        write(state, parameters, arrays);
    }

    /** Writes what a fit ended with. */
    void finish(FitState state, float[] parameters) {
        if (checkpoints != Checkpoints.NONE) {
            write(state, parameters, new HashMap<>());
        }
    }

    private void write(FitState state, float[] parameters, Map<String, float[]> arrays) {
        arrays.put(PARAMETERS, parameters);
        remembering.forEach(
                (prefix, hook) -> hook.state().forEach((name, values) -> arrays.put(prefix + name, values)));
        CheckpointHeader header = new CheckpointHeader(
                CheckpointHeader.FORMAT,
                fingerprint,
                state.update,
                state.loss,
                state.right,
                state.finished,
                state.curve());
        try {
            checkpoints.write(key, new ArraysFile(JSON.writeValueAsBytes(header), arrays).bytes());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        written = System.nanoTime();
    }

    /**
     * Takes over where the fit stood when it was interrupted, if that is known.
     *
     * @param parameters receives them
     */
    void resume(FitState state, float[] parameters, Updater updater) {
        Optional<byte[]> file = checkpoints.read(key);
        if (file.isEmpty()) {
            return;
        }
        try {
            ArraysFile content = ArraysFile.read(file.get(), "checkpoint " + key);
            CheckpointHeader header = JSON.readValue(content.description(), CheckpointHeader.class);
            if (header.format() != CheckpointHeader.FORMAT || !fingerprint.equals(header.fingerprint())) {
                LOG.warn("The checkpoint {} is of another training; this one starts from its beginning.", key);
                return;
            }
            restore(header, content.arrays(), state, parameters, updater);
            LOG.info(header.finished() ? "{} was finished." : "{} goes on after {} updates.", key, header.update());
        } catch (IOException | DamagedFileException e) {
            LOG.warn("The checkpoint {} is damaged; the training starts from its beginning.", key, e);
        }
    }

    private void restore(
            CheckpointHeader header, Map<String, float[]> arrays, FitState state, float[] parameters, Updater updater) {
        Map<String, float[]> wanted = new HashMap<>(header.finished() ? Map.of() : updater.arrays());
        wanted.put(PARAMETERS, parameters);
        for (Map.Entry<String, float[]> one : wanted.entrySet()) {
            float[] values = arrays.get(one.getKey());
            if (values == null || values.length != one.getValue().length) {
                throw new DamagedFileException("The checkpoint " + key + " lacks " + one.getKey() + ".");
            }
        }
        wanted.forEach((name, into) -> System.arraycopy(arrays.get(name), 0, into, 0, into.length));
        state.update = header.update();
        state.loss = header.loss();
        state.right = header.right();
        state.finished = header.finished();
        state.epochs(header.curve());
        state.kept = arrays.get(KEPT);
        remembering.forEach((prefix, hook) -> hook.restore(part(arrays, prefix)));
    }

    private static Map<String, float[]> part(Map<String, float[]> arrays, String prefix) {
        Map<String, float[]> part = new HashMap<>();
        arrays.forEach((name, values) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), values);
            }
        });
        return part;
    }
}
