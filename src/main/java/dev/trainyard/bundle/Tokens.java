package dev.trainyard.bundle;

import dev.trainyard.plan.TextSpec;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts text into tokens and joins them again. A word is a run of letters and digits, with apostrophes inside it; every
 * other visible sign, and the end of a line, is a token of its own.
 */
public final class Tokens {

    private static final String CLOSING = ".,;:!?)]}%…";
    private static final String OPENING = "([{";

    private Tokens() {}

    /** The tokens of a text, in their order. */
    public static List<String> of(String text, TextSpec.Level level, boolean lowerCase) {
        String normal = Normalizer.normalize(text.replace("\r\n", "\n"), Normalizer.Form.NFC);
        String cased = lowerCase ? normal.toLowerCase(Locale.ROOT) : normal;
        return level == TextSpec.Level.CHARACTER
                ? cased.codePoints().mapToObj(Character::toString).toList()
                : words(cased);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = endOfWord(text, at);
            if (end == at) {
                end = at + Character.charCount(text.codePointAt(at));
                addSign(text.substring(at, end), words);
            } else {
                words.add(text.substring(at, end));
            }
            at = end;
        }
        return words;
    }

    private static void addSign(String sign, List<String> words) {
        if (sign.equals("\n") || !Character.isWhitespace(sign.codePointAt(0))) {
            words.add(sign);
        }
    }

    /** Where the word that begins here ends; here, when none does. */
    private static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int sign = text.codePointAt(at);
            int next = at + Character.charCount(sign);
            boolean joins = at > from
                    && (sign == '\'' || sign == '’')
                    && next < text.length()
                    && isOfWord(text.codePointAt(next));
            if (!isOfWord(sign) && !joins) {
                return at;
            }
            at = next;
        }
        return at;
    }

    /** Whether a token begins with a letter or a digit, and is no sign by itself. */
    static boolean isWord(String token) {
        return isOfWord(token.codePointAt(0));
    }

    private static boolean isOfWord(int sign) {
        int type = Character.getType(sign);
        return Character.isLetterOrDigit(sign)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** Text of tokens: words with a space between them, but not before a closing sign or after an opening one. */
    public static String join(List<String> tokens, TextSpec.Level level) {
        if (level == TextSpec.Level.CHARACTER) {
            return String.join("", tokens);
        }
        StringBuilder text = new StringBuilder();
        String before = "\n";
        for (String token : tokens) {
            boolean close =
                    before.equals("\n") || token.equals("\n") || CLOSING.contains(token) || OPENING.contains(before);
            text.append(close ? "" : " ").append(token);
            before = token;
        }
        return text.toString();
    }
}
