package io.gauntlet.runtime.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.referee.SurvivalTest;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.work.DataSets;
import io.gauntlet.runtime.work.Faults;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.store.ArtifactDropped;
import io.gauntlet.store.Database;
import io.gauntlet.store.StoreException;
import io.gauntlet.store.StoreUnavailable;

/** Re-scores matches, those against one model together, because putting a model together costs time. */
final class MatchCheck implements ModelWork.Task {
    private final Database database;
    private final Rebuilding rebuilding;
    private final DataSets dataSets;
    private final ComputePool pool;
    private final CheckListener listener;
    private final List<String> differences = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();
    private int all;
    private int over;
    private int matches;
    private long examples;
    private long rounding;
    private int dropped;

    MatchCheck(Database database, Rebuilding rebuilding, DataSets dataSets, ComputePool pool, CheckListener listener) {
        this.database = database;
        this.rebuilding = rebuilding;
        this.dataSets = dataSets;
        this.pool = pool;
        this.listener = listener;
    }

    void run(List<PlayedMatch> played) throws InterruptedException {
        all = played.size();
        Map<ModelWork.Opponent, List<PlayedMatch>> groups = new LinkedHashMap<>();
        for (PlayedMatch match : played) {
            groups.computeIfAbsent(ModelWork.Opponent.of(match), key -> new ArrayList<>())
                    .add(match);
        }
        new ModelWork(database, rebuilding, dataSets, pool).run("Re-scoring matches", groups, this);
    }

    /** The splits that the record names. @throws IllegalStateException when what is here is another */
    static Splits splits(DataSets dataSets, JsonNode dataSet, String hash) throws InterruptedException {
        LoadedDataSet data = dataSets.get(dataSet.required("id").textValue(), dataSet.required("params"));
        if (!data.hash().equals(hash)) {
            throw new IllegalStateException("The data set '" + data.id()
                    + "' is not the one this was played on: restore its files to re-score it.");
        }
        return data.splits();
    }

    @Override
    public void take(ModelWork.Opponent opponent, PlayedMatch match, Model model, Examples test) {
        List<SurvivalTest> survivalTests = List.of();
        try {
            survivalTests = rebuilding.survivalTests(match.plan().transformations(), test.shape());
            took(match, new Rescoring(match, database.artifacts(), test).judge(model, survivalTests));
        } catch (ArtifactDropped e) {
            drop(match);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            skip(opponent, match, reason(e));
        } finally {
            survivalTests.forEach(one -> one.stage().close());
        }
    }

    static String reason(RuntimeException e) {
        return e instanceof StoreException || e instanceof IllegalArgumentException
                ? String.valueOf(e.getMessage())
                : Faults.sentence(e);
    }

    private synchronized void took(PlayedMatch match, Rescoring.Result result) {
        matches++;
        examples += result.examples();
        rounding += result.rounding();
        result.differences().forEach(difference -> differences.add(match.words() + ", " + difference + "."));
        over(match);
    }

    private synchronized void drop(PlayedMatch match) {
        dropped++;
        over(match);
    }

    @Override
    public synchronized void skip(ModelWork.Opponent opponent, PlayedMatch match, String why) {
        unchecked.add(match.words() + " was not re-scored: " + why);
        over(match);
    }

    private void over(PlayedMatch match) {
        listener.matches(
                ++over,
                all,
                match.plan().attacker().label() + " against " + match.plan().defender());
    }

    synchronized List<String> differences() {
        return List.copyOf(differences);
    }

    synchronized List<String> unchecked() {
        return List.copyOf(unchecked);
    }

    synchronized int matches() {
        return matches;
    }

    synchronized long examples() {
        return examples;
    }

    synchronized long rounding() {
        return rounding;
    }

    synchronized int dropped() {
        return dropped;
    }

    List<String> others() {
        return List.copyOf(rebuilding.others());
    }
}
