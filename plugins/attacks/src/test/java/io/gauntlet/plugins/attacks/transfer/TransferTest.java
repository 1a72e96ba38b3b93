package io.gauntlet.plugins.attacks.transfer;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.arena.parameter.ParameterSchema;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.testkit.AttackContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TransferTest extends AttackContract<Transfer.Parameters> {
    @Override
    protected AttackFactory<Transfer.Parameters> factory() {
        return new AttackFactory<>(Transfer.INFO, Transfer.Parameters.class, Transfer::new);
    }

    /** Twice the same architecture: the networks begin with other weights, and their logits are averaged. */
    @Override
    protected Transfer.Parameters parameters() {
        return new Transfer.Parameters(
                List.of("mlp", "mlp"), 20, 0.001, 5, 0, 1, 0.5, 0.7, 1, LossChoice.CROSS_ENTROPY);
    }

    /** So that a tournament with a name that does not exist is refused when it is planned. */
    @Test
    void theArchitecturesAreDeclared() {
        TransferAttacks.factories().forEach(factory -> assertEquals(architectures(factory), named(factory)));
    }

    private static Set<String> architectures(AttackFactory<?> factory) {
        return factory.parameters() == Transfer.Parameters.class
                ? Set.of("architecture/mlp", "architecture/lenet5")
                : Set.of("architecture/lenet5");
    }

    private static <P extends Record> Set<String> named(AttackFactory<P> factory) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        if (factory.parameters() == Transfer.Parameters.class) {
            params.putArray("architectures").add("mlp").add("lenet5");
        } else {
            params.put("architecture", "lenet5");
        }
        return factory.uses(ParameterSchema.of("attack", factory.parameters()).bind(params));
    }

    @Test
    void kernelsHaveAMiddle() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new Transfer.Parameters(
                        List.of("mlp"), 1, 0.001, 5, 0, 1, 0.5, 0.9, 4, LossChoice.CROSS_ENTROPY));
        assertTrue(refused.getMessage().contains("set kernel to an odd number, such as 5"), refused.getMessage());
    }
}
