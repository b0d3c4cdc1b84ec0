package dev.waybill.cli;

import dev.waybill.Waybill;

/** Begins here: a command if the first argument is one, else the hub. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        if (WaybillCommand.isCommand(args)) {
            System.exit(WaybillCommand.run(args));
        }
        Waybill.main(args);
    }
}
