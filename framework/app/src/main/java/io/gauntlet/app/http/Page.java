package io.gauntlet.app.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server must know of the page's file. */
final class Page {
    /** Where the page's files are on the class path. */
    static final String ROOT = "webroot";

    /** Where libraries for the page are on the class path: a folder for each package, in it one for its version. */
    static final String LIBRARIES = "META-INF/resources/_static";

    private static final String INDEX = ROOT + "/index.html";
    private static final Pattern INLINE = Pattern.compile("<script(?![^>]*\\ssrc)[^>]*>(.*?)</script>", Pattern.DOTALL);

    private Page() {}

    /** Hashes of the scripts written into the page (its import map), as in a Content-Security-Policy. */
    static String scriptHashes() {
        try (InputStream index = Page.class.getClassLoader().getResourceAsStream(INDEX)) {
            return index == null ? "" : scriptHashes(new String(index.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The page " + INDEX + " cannot be read", e);
        }
    }

    static String scriptHashes(String html) {
        StringJoiner hashes = new StringJoiner(" ");
        Matcher inline = INLINE.matcher(html);
        while (inline.find()) {
            byte[] script = inline.group(1).replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
            hashes.add("'sha256-" + Base64.getEncoder().encodeToString(sha256(script)) + "'");
        }
        return hashes.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
