package io.gauntlet.arena.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.Plugin;
import io.gauntlet.api.Stencil;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.catalog.SampleCatalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Parameters that are masks: files in the user's spec, pixels in the record. */
class MaskParameterTest {
    /** Of sticker. */
    public record StickerParams(
            @Param(value = "Where.", defaultValue = "none") Stencil maskFile) {}

    private static final class Stickers implements Plugin {
        @Override
        public List<AttackFactory<?>> attacks() {
            AttackInfo info = new AttackInfo(
                    new Description("sticker", "1", "Sticks.", List.of(), ""),
                    AttackInfo.Kind.FIXED_EPSILON,
                    Set.of(Norm.L0),
                    Knowledge.WHITE_BOX,
                    false,
                    false,
                    "");
            return List.of(new AttackFactory<>(info, StickerParams.class, params -> {
                throw new UnsupportedOperationException();
            }));
        }
    }

    private static final String SHA = "0123456789abcdef".repeat(4);
    private static final Stencil DRAWN =
            Stencil.of(2, 5, new boolean[] {true, false, true, false, false, false, false, false, false, true}, SHA);

    private static final ModelFiles FILES = new ModelFiles() {
        @Override
        public String sha256(String file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Stencil mask(String file) {
            if (!file.equals("glasses.png")) {
                throw new InvalidInputException("There is no file " + file + ".");
            }
            return DRAWN;
        }
    };

    private static Catalog catalog() {
        List<Registered> all = new ArrayList<>(Registered.of(new SampleCatalog(), "sample.jar", "ab"));
        all.addAll(Registered.of(new Stickers(), "stickers.jar", "cd"));
        return new Catalog(all);
    }

    private static String spec(String params) {
        return """
                name: small
                data-set: mnist
                samples: 10
                architecture: small-cnn
                defenders: [{defense: none}]
                threat-models: [{norm: l0, epsilon: 30}]
                attackers:
                  - {attack: sticker, params: PARAMS}
                """.replace("PARAMS", params);
    }

    private static JsonNode read(String params, ModelFiles files) {
        TournamentSpec spec = SpecReader.read(spec(params), "t.yaml", catalog(), files);
        return spec.attackers().get(0).params();
    }

    private static String refused(String params, ModelFiles files) {
        return String.valueOf(assertThrows(InvalidInputException.class, () -> read(params, files))
                .getMessage());
    }

    @Test
    void aFilesPixelsAndHashAreRecorded() {
        String written = "{\"mask-file\":{\"bits\":\"oEA=\",\"height\":2,\"sha256\":\"" + SHA + "\",\"width\":5}}";
        JsonNode params = read("{mask-file: glasses.png}", FILES);
        assertEquals(written, params.toString());
        // What is recorded is read where the file is not, to the same.
        assertEquals(written, read(written, ModelFiles.NONE).toString());
        StickerParams bound = (StickerParams)
                catalog().find(Kind.ATTACK, "sticker").parameters().bind(params);
        assertEquals(DRAWN, bound.maskFile());
        assertArrayEquals(DRAWN.covered(), bound.maskFile().covered());
        assertTrue(bound.maskFile().covered()[9] && !bound.maskFile().covered()[8]);
    }

    @Test
    void withoutAFileThereIsNone() {
        assertEquals("{\"mask-file\":\"none\"}", read("{}", ModelFiles.NONE).toString());
    }

    @Test
    void aSpecFromElsewhereNamesNoFile() {
        String message = refused("{mask-file: /etc/passwd}", ModelFiles.NONE);
        assertTrue(
                message.contains("This spec did not come from a file here, so it cannot name the file of a mask"),
                message);
    }

    @Test
    void whatIsWrongIsSaidWhereItIs() {
        assertTrue(refused("{mask-file: hat.png}", FILES).contains("There is no file hat.png."));
        assertTrue(refused("{mask-file: 3}", FILES).contains("must be the name of a PNG or npy file, or none, not 3."));
        String tampered = "{mask-file: {bits: oEA=, height: 9, width: 9, sha256: " + SHA + "}}";
        assertTrue(refused(tampered, FILES).contains("The bits of the mask are not those of 9 x 9 pixels."));
        String unsigned = "{mask-file: {bits: oEA=, height: 2, width: 5, sha256: abc}}";
        assertTrue(refused(unsigned, FILES).contains("A mask's sha256 is 64 hexadecimal digits"));
        String garbled = "{mask-file: {bits: '***', height: 2, width: 5, sha256: " + SHA + "}}";
        assertTrue(refused(garbled, FILES).contains("Illegal base64"), refused(garbled, FILES));
    }
}
