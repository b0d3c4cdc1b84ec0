package dev.waybill.pages;

/** A page that cannot be shown as it was asked for. The message is a sentence for the person who asked. */
public abstract sealed class PageProblem extends RuntimeException {

    private PageProblem(String sentence) {
        super(sentence, null, false, false);
    }

    /** The thing to show does not exist. */
    public static final class NotFound extends PageProblem {

        /** @param sentence the message that names the missing thing */
        public NotFound(String sentence) {
            super(sentence);
        }
    }

    /** The thing exists, but this user may not see it. */
    public static final class Forbidden extends PageProblem {

        /** @param sentence the message that names the hidden thing and the setting */
        public Forbidden(String sentence) {
            super(sentence);
        }
    }

    /** The typed values can't be used. */
    public static final class InvalidInput extends PageProblem {

        /** @param sentence the message that says why */
        public InvalidInput(String sentence) {
            super(sentence);
        }
    }

    /** Too many ask for the same at once. */
    public static final class Busy extends PageProblem {

        /** @param sentence the message that names the others */
        public Busy(String sentence) {
            super(sentence);
        }
    }

    /** The limit of searches at the same time is reached. */
    public static final class SearchBusy extends PageProblem {

        public SearchBusy() {
            super("All search connections are in use");
        }
    }
}
