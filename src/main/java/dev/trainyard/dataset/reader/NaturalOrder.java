package dev.trainyard.dataset.reader;

import java.util.Comparator;

/** Names in the order a person gives them: numbers within them by their value, so that {@code f2} comes before {@code f10}. */
final class NaturalOrder {

    static final Comparator<String> OF_NAMES = NaturalOrder::compare;

    private NaturalOrder() {}

    private static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = endOfNumber(a, i);
            int endB = endOfNumber(b, j);
            int order = endA > i && endB > j
                    ? compareNumbers(a.substring(i, endA), b.substring(j, endB))
                    : Character.compare(a.charAt(i), b.charAt(j));
            if (order != 0) {
                return order;
            }
            i = Math.max(i + 1, endA);
            j = Math.max(j + 1, endB);
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest == 0 ? a.compareTo(b) : rest;
    }

    private static int endOfNumber(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int compareNumbers(String a, String b) {
        String shortA = a.replaceFirst("^0+", "");
        String shortB = b.replaceFirst("^0+", "");
        int order = Integer.compare(shortA.length(), shortB.length());
        return order == 0 ? shortA.compareTo(shortB) : order;
    }
}
