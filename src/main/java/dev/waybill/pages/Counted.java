package dev.waybill.pages;

/** What a figure counts; a part that does not matter to the figure is empty. */
record Counted(Figure figure, String source, String type, String destination) {

    static Counted accepted(String source) {
        return new Counted(Figure.ACCEPTED, source, "", "");
    }

    static Counted at(Figure figure, String destination) {
        return new Counted(figure, "", "", destination);
    }
}
