package io.gauntlet.api;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A stream of random numbers with a fixed algorithm (L64X128MixRandom), made by {@link Seed#draws()}. Not thread-safe. */
public final class Draws {
    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private final RandomGenerator generator;

    /** @param seed a number, since Java 17 makes of 32 bytes a state in which most bits are lost to the sign of others */
    Draws(long seed) {
        generator = FACTORY.create(seed);
    }

    /** Uniform in [0,1). */
    public float uniform() {
        return generator.nextFloat();
    }

    /** Uniform in [low,high). */
    public double uniform(double low, double high) {
        return low + (high - low) * generator.nextDouble();
    }

    /** Standard normal. */
    public double gaussian() {
        return generator.nextGaussian();
    }

    /** Exponential with mean 1. */
    public double exponential() {
        return generator.nextExponential();
    }

    /** Uniform among 0 to {@code bound - 1}. */
    public int index(int bound) {
        return generator.nextInt(bound);
    }

    /** True or false with equal chance. */
    public boolean coin() {
        return generator.nextBoolean();
    }

    /** Fills {@code into} with values uniform in [low,high]. */
    public void fillUniform(float[] into, float low, float high) {
        for (int i = 0; i < into.length; i++) {
            into[i] = low + (high - low) * generator.nextFloat();
        }
    }

    /** Fills {@code into} with normal values of mean 0. */
    public void fillGaussian(float[] into, float deviation) {
        for (int i = 0; i < into.length; i++) {
            into[i] = (float) (deviation * generator.nextGaussian());
        }
    }

    /** The numbers 0 to {@code n - 1} in random order. */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = generator.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** A stream of its own for one part of a computation, decided by what was drawn here before and by its number. */
    public Draws part(int number) {
        byte[] seed = new byte[Seed.BYTES];
        generator.nextBytes(seed);
        return new Seed(seed).derive("part", number).draws();
    }
}
