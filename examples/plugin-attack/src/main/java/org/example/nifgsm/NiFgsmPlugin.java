package org.example.nifgsm;

import java.util.List;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.attack.AttackFactory;

/** What this jar brings; META-INF/services names it. */
public final class NiFgsmPlugin implements Plugin {
    @Override
    public List<AttackFactory<?>> attacks() {
        return List.of(NiFgsm.FACTORY);
    }
}
