package io.gauntlet.bench.network;

/**
 * One step of a network, as peers build it. {@link #words} is what they are sent: names and numbers with colons between;
 * of convolutions the last number is 1 with a bias and 0 without.
 */
public sealed interface Layer {
    /**
     * The peers' words for it.
     *
     * @param training whether normalisations are computed; else they are folded into the convolutions before them
     */
    String words(boolean training);

    /** The shape of one output sample: channels, height, width; or the number of values. */
    int[] outputShape(int[] input);

    /** The multiply-adds that one sample's output takes, other than element by element. */
    default long products(int[] input) {
        return 0;
    }

    /** How many weights it has that are multiplied with inputs; biases and normalisations are not counted. */
    default long weights() {
        return 0;
    }

    /**
     * A convolution with a bias, or followed by a batch normalisation.
     *
     * @param inputs channels
     * @param outputs channels
     * @param kernel its height and width
     * @param stride how far it moves
     * @param padding zeros on each side
     * @param normalised which of the two
     */
    record Convolution(int inputs, int outputs, int kernel, int stride, int padding, boolean normalised)
            implements Layer {
        @Override
        public String words(boolean training) {
            boolean bare = normalised && training;
            String word = "convolution:" + inputs + ":" + outputs + ":" + kernel + ":" + stride + ":" + padding
                    + (bare ? ":0" : ":1");
            return bare ? word + " normalisation:" + outputs : word;
        }

        @Override
        public int[] outputShape(int[] input) {
            return new int[] {outputs, positions(input[1]), positions(input[2])};
        }

        private int positions(int size) {
            return (size + 2 * padding - kernel) / stride + 1;
        }

        @Override
        public long products(int[] input) {
            int[] output = outputShape(input);
            return weights() * output[1] * output[2];
        }

        @Override
        public long weights() {
            return (long) inputs * outputs * kernel * kernel;
        }
    }

    /** A linear map with a bias. */
    record Dense(int inputs, int outputs) implements Layer {
        @Override
        public String words(boolean training) {
            return "dense:" + inputs + ":" + outputs;
        }

        @Override
        public int[] outputShape(int[] input) {
            return new int[] {outputs};
        }

        @Override
        public long products(int[] input) {
            return weights();
        }

        @Override
        public long weights() {
            return (long) inputs * outputs;
        }
    }

    /** The positive part. */
    record Relu() implements Layer {
        @Override
        public String words(boolean training) {
            return "relu";
        }

        @Override
        public int[] outputShape(int[] input) {
            return input.clone();
        }
    }

    /** The greatest value in each window, without overlap. */
    record MaxPool(int size) implements Layer {
        @Override
        public String words(boolean training) {
            return "maxpool:" + size;
        }

        @Override
        public int[] outputShape(int[] input) {
            return new int[] {input[0], input[1] / size, input[2] / size};
        }
    }

    /** The average of each channel, flat. */
    record GlobalAverage() implements Layer {
        @Override
        public String words(boolean training) {
            return "average";
        }

        @Override
        public int[] outputShape(int[] input) {
            return new int[] {input[0]};
        }
    }

    /** A picture as one row of values. */
    record Flatten() implements Layer {
        @Override
        public String words(boolean training) {
            return "flatten";
        }

        @Override
        public int[] outputShape(int[] input) {
            return new int[] {input[0] * input[1] * input[2]};
        }
    }

    /** Remembers what flows here, for the next {@link Join}. */
    record Fork() implements Layer {
        @Override
        public String words(boolean training) {
            return "fork";
        }

        @Override
        public int[] outputShape(int[] input) {
            return input.clone();
        }
    }

    /** Adds what the last {@link Fork} remembered, through a normalised 1x1 convolution where the shape has changed. */
    record Join(int inputs, int outputs, int stride) implements Layer {
        /** Whether the shape has changed. */
        public boolean projects() {
            return stride != 1 || inputs != outputs;
        }

        @Override
        public String words(boolean training) {
            return projects() ? "join:" + inputs + ":" + outputs + ":" + stride + (training ? ":0" : ":1") : "join";
        }

        @Override
        public int[] outputShape(int[] input) {
            return input.clone();
        }

        @Override
        public long products(int[] input) {
            return weights() * input[1] * input[2];
        }

        @Override
        public long weights() {
            return projects() ? (long) inputs * outputs : 0;
        }
    }
}
