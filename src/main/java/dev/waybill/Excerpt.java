package dev.waybill;

/** The beginning of a text that is too long. It never ends between the two chars of one character, such as an emoji. */
public final class Excerpt {

    private Excerpt() {}

    /** @param most the limit in chars, from 1 */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean splits = Character.isSurrogatePair(text.charAt(most - 1), text.charAt(most));
        return text.substring(0, splits ? most - 1 : most);
    }

    /**
     * Returns an excerpt that ends with an ellipsis.
     *
     * @param most the limit in chars, with the ellipsis
     */
    public static String marked(String text, int most) {
        return text.length() <= most ? text : of(text, most - 1) + "…";
    }
}
