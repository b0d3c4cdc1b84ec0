package dev.waybill.settings;

/** A setting is missing, contradicts another or can't be used. The start then ends, with this sentence and no more. */
public class BadSetting extends RuntimeException {

    private final String setting;

    /**
     * @param setting the setting as the operator writes it: an environment variable or a property
     * @param sentence the error and its remedy, naming the setting; never a secret's value
     */
    public BadSetting(String setting, String sentence) {
        super(sentence);
        this.setting = setting;
    }

    public String setting() {
        return setting;
    }
}
