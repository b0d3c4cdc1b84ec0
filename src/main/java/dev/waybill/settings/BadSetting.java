package dev.waybill.settings;

/** A setting is missing, contradicts another or can't be used. It stops the start, which then ends with the sentence alone. */
public class BadSetting extends RuntimeException {

    private final String setting;

    /**
     * @param setting the setting as the operator writes it: an environment variable or a property
     * @param sentence what is wrong and what to do, naming the setting; never a secret's value
     */
    public BadSetting(String setting, String sentence) {
        super(sentence);
        this.setting = setting;
    }

    public String setting() {
        return setting;
    }
}
