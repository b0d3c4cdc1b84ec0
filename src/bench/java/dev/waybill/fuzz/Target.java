package dev.waybill.fuzz;

/** Something that strangers' bytes reach. */
public interface Target {

    String name();

    /** The file of seeds, {@code /fuzz/<seeds>.txt} in the test's resources. */
    String seeds();

    /**
     * Tries one input.
     *
     * @throws Exception if that input did what none may
     */
    void accept(byte[] input) throws Exception;

    /**
     * The bytes that a thread may allocate for each byte of an input: the measure of work that no busy machine changes. What
     * is quadratic in a few kilobytes exceeds it.
     */
    default long mostPerByte() {
        return 2048;
    }
}
