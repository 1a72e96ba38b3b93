package io.gauntlet.testkit;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.pose.Pose;

/** Rows that hand every call on. */
abstract class ForwardingRows implements Rows {
    private final Rows rows;

    ForwardingRows(Rows rows) {
        this.rows = rows;
    }

    @Override
    public int live() {
        return rows.live();
    }

    @Override
    public int[] all() {
        return rows.all();
    }

    @Override
    public ThreatModel threatModel() {
        return rows.threatModel();
    }

    @Override
    public INDArray original() {
        return rows.original();
    }

    @Override
    public Examples attackerSplit() {
        return rows.attackerSplit();
    }

    @Override
    public int[] label() {
        return rows.label();
    }

    @Override
    public int[] goal() {
        return rows.goal();
    }

    @Override
    public float[] epsilon() {
        return rows.epsilon();
    }

    @Override
    public int[] iteration() {
        return rows.iteration();
    }

    @Override
    public int[] restart() {
        return rows.restart();
    }

    @Override
    public INDArray image(String name) {
        return rows.image(name);
    }

    @Override
    public float[] scalar(String name) {
        return rows.scalar(name);
    }

    @Override
    public Draws draws(int row, String purpose) {
        return rows.draws(row, purpose);
    }

    @Override
    public int warmStarts(int row) {
        return rows.warmStarts(row);
    }

    @Override
    public void warmStart(int row, int number, float[] into, int offset) {
        rows.warmStart(row, number, into, offset);
    }

    @Override
    public void offer(INDArray x, Answer paid) {
        rows.offer(x, paid);
    }

    @Override
    public void offer(Pose[] poses, Answer paid) {
        rows.offer(poses, paid);
    }

    @Override
    public void submit(int row, Pose pose) {
        rows.submit(row, pose);
    }

    @Override
    public void submit(int row, INDArray x) {
        rows.submit(row, x);
    }

    @Override
    public void restart(int row) {
        rows.restart(row);
    }

    @Override
    public void finish(int row) {
        rows.finish(row);
    }
}
