package io.gauntlet.plugins.datasets;

/** The checked content of one idx file. The arrays are not copied and must not be written. */
final class IdxContents {
    private final byte[] header;
    private final byte[] values;
    private final String sha256;

    IdxContents(byte[] header, byte[] values, String sha256) {
        this.header = header;
        this.values = values;
        this.sha256 = sha256;
    }

    byte[] header() {
        return header;
    }

    /** Everything after the header: unsigned bytes. */
    byte[] values() {
        return values;
    }

    /** Of the whole raw file, hexadecimal. */
    String sha256() {
        return sha256;
    }
}
