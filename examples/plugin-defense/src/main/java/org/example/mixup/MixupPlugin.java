package org.example.mixup;

import java.util.List;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.defense.DefenseFactory;

/** What this jar brings; META-INF/services names it. */
public final class MixupPlugin implements Plugin {
    @Override
    public List<DefenseFactory<?>> defenses() {
        return List.of(Mixup.FACTORY);
    }
}
