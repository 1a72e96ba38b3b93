package io.gauntlet.app.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import io.gauntlet.api.data.Examples;
import io.gauntlet.arena.event.Event;
import io.gauntlet.engine.file.Npy;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.RecordedEvent;

/** Pictures of a match's samples: the original, the adversarial example, and what is between them. */
final class SamplePictures {
    /** Matches whose examples are kept in memory. */
    private static final int KEPT = 16;

    /** What is shown. */
    enum Kind {
        ORIGINAL,
        ADVERSARIAL,
        /** The difference, scaled so that its greatest value is black or white; no change is grey. */
        PERTURBATION
    }

    private record Played(Event.MatchPlanned plan, float[] examples) {}

    private final Gauntlet gauntlet;
    private final TournamentApi api;
    private final Map<UUID, Played> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Played> eldest) {
            return size() > KEPT;
        }
    };

    SamplePictures(Gauntlet gauntlet, TournamentApi api) {
        this.gauntlet = gauntlet;
        this.api = api;
    }

    /** A picture as PNG. Blocks. @throws HttpFailure when there is no such picture */
    byte[] png(UUID match, int row, Kind kind) throws InterruptedException {
        Played played = played(match);
        if (row >= played.plan().samples().size()) {
            throw HttpFailure.notFound(
                    "The match has " + played.plan().samples().size() + " samples, counted from 0.");
        }
        Examples test = test(played.plan());
        int[] shape = picture(test.shape());
        int length = test.length();
        float[] original = new float[length];
        test.read(played.plan().samples().get(row), original, 0);
        float[] shown = new float[length];
        switch (kind) {
            case ORIGINAL -> System.arraycopy(original, 0, shown, 0, length);
            case ADVERSARIAL -> System.arraycopy(played.examples(), row * length, shown, 0, length);
            case PERTURBATION -> difference(original, played.examples(), row * length, shown);
        }
        return Png.of(shown, shape[0], shape[1], shape[2]);
    }

    private static void difference(float[] original, float[] examples, int offset, float[] shown) {
        float greatest = 0;
        for (int i = 0; i < shown.length; i++) {
            shown[i] = examples[offset + i] - original[i];
            greatest = Math.max(greatest, Math.abs(shown[i]));
        }
        for (int i = 0; i < shown.length; i++) {
            shown[i] = greatest == 0 ? 0.5f : 0.5f + 0.5f * shown[i] / greatest;
        }
    }

    private static int[] picture(long[] shape) {
        boolean picture = shape.length == 3 && (shape[2] == 1 || shape[2] == 3);
        if (!picture && shape.length != 2) {
            throw HttpFailure.notFound("The samples of this data set are not pictures.");
        }
        return new int[] {(int) shape[0], (int) shape[1], shape.length == 2 ? 1 : (int) shape[2]};
    }

    private Played played(UUID match) {
        synchronized (kept) {
            Played known = kept.get(match);
            if (known != null) {
                return known;
            }
        }
        Played read = read(match);
        synchronized (kept) {
            kept.put(match, read);
        }
        return read;
    }

    private Played read(UUID match) {
        List<RecordedEvent> history = api.matchStream(match);
        Event.MatchPlanned plan = null;
        Event.MatchScored scored = null;
        for (RecordedEvent recorded : history) {
            Event event = Recording.read(recorded);
            if (event instanceof Event.MatchPlanned planned) {
                plan = planned;
            } else if (event instanceof Event.MatchScored verdict) {
                scored = verdict;
            }
        }
        if (plan == null || scored == null) {
            throw HttpFailure.notFound("There is no match '" + match + "' with a verdict.");
        }
        return new Played(
                plan,
                Npy.read(gauntlet.artifacts().read(scored.examples()), scored.examples())
                        .floats());
    }

    private Examples test(Event.MatchPlanned plan) throws InterruptedException {
        JsonNode dataSet = plan.dataSet();
        LoadedDataSet data = gauntlet.dataSet(dataSet.path("id").asText(), dataSet.path("params"));
        if (!data.hash().equals(plan.dataSetHash())) {
            throw HttpFailure.notFound(
                    "The data set '" + data.id() + "' is not the one that this match was played on.");
        }
        return data.splits().test();
    }
}
