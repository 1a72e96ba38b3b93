package io.gauntlet.runtime.trial;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.model.Certificate;
import io.gauntlet.runtime.trial.CertifiedAccuracy.AtRadius;

import static org.junit.jupiter.api.Assertions.assertEquals;

class CertifiedAccuracyTest {
    @Test
    void countsWhatIsRightAtEachRadius() {
        List<Certificate> certificates = List.of(
                new Certificate(3, 0.3), new Certificate(3, 0.25), new Certificate(1, 9), Certificate.ABSTAINED);
        CertifiedAccuracy certified = CertifiedAccuracy.of(certificates, new int[] {3, 3, 3, 3}, 2, 0.001);
        assertEquals(1, certified.abstained());
        assertEquals(1, certified.wrong());
        assertEquals(2, certified.contradicted());
        // Of three certificates one is contradicted with a chance of 0.6 %.
        assertEquals(0, certified.allowed());
        assertEquals(List.of(new AtRadius(0, 0.5), new AtRadius(0.25, 0.5), new AtRadius(0.5, 0)), certified.radii());
    }
}
