package io.gauntlet.arena.flag;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What is looked for in every tournament, with what it means and what to do. Most of them are from N. Carlini et al.,
 * "On Evaluating Adversarial Robustness", 2019, and from A. Athalye, N. Carlini and D. Wagner, "Obfuscated Gradients
 * Give a False Sense of Security", 2018.
 */
public enum Check {
    /** See its text, as of all others. */
    CANARY_UNBROKEN(
            "A broken defense was not broken",
            "A defense that is known to be broken kept more than half of the samples from all attacks together, where plain"
                    + " networks did not. The attackers of this tournament are too weak to say anything about the other"
                    + " defenders either.",
            "Add stronger attacks, above all ones that are made for such defenses, and more iterations.",
            "Carlini et al. 2019, section 4.14"),
    /** The only flag that costs a standing: the attacker's own. */
    HARMLESS_ATTACK(
            "A white-box attack does not break a plain network",
            "It saw the gradients of a network without any defense, which other attacks break, and did no better there than"
                    + " noise. It has no standing in this tournament; defenders keep theirs.",
            "Look for a mistake in its parameters (the step, the iterations, the norm) or in its code.",
            "Carlini et al. 2019, sections 4.13 and 4.14"),
    ZERO_GRADIENTS(
            "Zero or NaN gradients",
            "More than one in twenty gradients of samples that were still answered rightly was zero in every value, or"
                    + " the model gave a NaN. Attacks that follow gradients were blind there: what they could not break"
                    + " may be easy to break.",
            "Attack logits instead of saturated probabilities, replace the derivative of the stage that cuts the"
                    + " gradient off (BPDA), attack a model without it (transfer), and play attacks that need no"
                    + " gradients.",
            "Carlini et al. 2019, section 4.7; Athalye et al. 2018"),
    BLACK_BOX_BEATS_WHITE_BOX(
            "Black box beats white box",
            "Attacks that saw only answers broke more than all attacks that saw gradients, though these know strictly"
                    + " more. The gradients mislead, or the white-box attacks are badly chosen: the robust accuracy is"
                    + " not to be trusted.",
            "Give the white-box attacks more iterations and restarts, other losses, and a derivative that fits the"
                    + " defense; keep the black-box attacks in the tournament.",
            "Carlini et al. 2019, sections 4.4 and 5.4"),
    TRANSFER_BEATS_WHITE_BOX(
            "Transfer beats white box",
            "Examples made on other networks broke more than all attacks that saw the gradients of this one. The gradients"
                    + " mislead.",
            "As for black-box attacks that beat white-box ones; attacking a model like this one without its defense is a"
                    + " good start for white-box attacks.",
            "Carlini et al. 2019, sections 3.2 and 4.5"),
    NOISE_BEATS_GRADIENTS(
            "Noise beats gradients",
            "Attacks that only blur, blend or draw noise broke more than all attacks that follow gradients. These gradients are"
                    + " worth less than chance.",
            "Look for a bug in the attack or in the defense's derivative before anything else.",
            "Carlini et al. 2019, sections 3.3 and 4.11"),
    SINGLE_STEP_BEATS_ITERATIVE(
            "Single step beats iterative",
            "Attacks of one step broke more than attacks of many, which may take the same step first. The loss surface is"
                    + " rugged around the samples, or the iterative attacks' step is wrong.",
            "Lower the step size and add iterations and random starts; look at the loss curve of single samples.",
            "Carlini et al. 2019, section 5.2"),
    WITHOUT_EOT(
            "Randomised model judged without EOT",
            "The defender draws when it answers, and every attack that saw gradients took each from a single draw. Such"
                    + " gradients point where one draw is lost, not where most are.",
            "Play attacks whose gradients are means over many draws (expectation over transformation), such as pgd or apgd with"
                    + " several draws, and look at what more draws change.",
            "Carlini et al. 2019, section 4.6; Athalye et al. 2018"),
    LOST_BY_ROUNDING(
            "Examples lost by 8-bit rounding",
            "Some adversarial examples no longer win once they are saved as pictures of 256 levels. They exist in floating-point"
                    + " numbers only.",
            "Where the threat is a picture, ask the attack for some confidence, or count only what survives rounding.",
            "N. Carlini and D. Wagner, \"Towards Evaluating the Robustness of Neural Networks\", 2017 (on"
                    + " discretization)"),
    MORE_ITERATIONS_HELP(
            "More iterations still help",
            "An attack that follows gradients broke a notable part of its samples in the last quarter of its queries: it had not"
                    + " converged when it stopped.",
            "Give it more iterations, or restarts, until the robust accuracy no longer falls.",
            "Carlini et al. 2019, section 4.8"),
    HUGE_EPSILON_SURVIVED(
            "Huge epsilon does not reach chance",
            "PGD that may change every pixel to anything left more samples than guessing would. With such freedom the picture"
                    + " can become another one altogether, so it was the attack's gradients that failed, not its budget.",
            "Trust no gradient-based attack of this defender alone: attack it without gradients, by transfer, or by a"
                    + " derivative of your own (BPDA).",
            "Carlini et al. 2019, sections 5.2 and 5.3"),
    NOT_MONOTONE(
            "Non-monotone in epsilon",
            "PGD with a greater epsilon broke fewer samples than with a smaller one, whose examples it might have taken. The"
                    + " attack's step or the gradients mislead it.",
            "Look at the steps of the attacks in the tournament, and use minimum-norm attacks, which do not depend on an"
                    + " epsilon.",
            "Carlini et al. 2019, section 5.2"),
    DIFFERS_FROM_DIFFERENCES(
            "Gradient differs from finite differences",
            "On most of the samples tried, the derivative that the defender declares is not the slope of what it computes. It"
                    + " rounds, codes or samples its input, or the derivative is a stand-in or wrong.",
            "A stand-in is a guess of the defender's: attack with another (BPDA, or the identity), without the stage, and"
                    + " without gradients.",
            "Carlini et al. 2019, section 4.7; Athalye et al. 2018"),
    SOFTMAX_FOR_LOGITS(
            "Softmax instead of logits",
            "The outputs were never negative and always had the sum 1: they are probabilities where logits are expected."
                    + " Losses that take their softmax once more are nearly flat.",
            "Make the defense hand out logits: the logarithm of the probabilities will do.",
            "N. Carlini and D. Wagner, \"Towards Evaluating the Robustness of Neural Networks\", 2017"),
    NOT_EXAMINED(
            "Could not be examined",
            "The framework tries every model's gradients itself, and this one did not bear it.",
            "Read the reason: a stage without a derivative, or with numbers that are none, stops every white-box attack as well.",
            "Carlini et al. 2019, section 4.7");

    private final String title;
    private final String meaning;
    private final String advice;
    private final String source;

    Check(String title, String meaning, String advice, String source) {
        this.title = title;
        this.meaning = meaning;
        this.advice = advice;
        this.source = source;
    }

    /** Its name in tables, addresses and JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** What it means when it is raised. */
    public String meaning() {
        return meaning;
    }

    /** What to do then. */
    public String advice() {
        return advice;
    }

    /** Where it comes from. */
    public String source() {
        return source;
    }

    /** That with an id. */
    public static Optional<Check> of(String id) {
        return Arrays.stream(values()).filter(check -> check.id().equals(id)).findFirst();
    }
}
