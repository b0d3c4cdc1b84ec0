package dev.waybill.signature;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * ECMAScript's {@code JSON.stringify} of a number: the shortest digits that read back as the same double. Their layout
 * follows {@code Number::toString}. The digits come from Java, since {@link Double#toString} finds the shortest from
 * version 19 on.
 */
final class EcmaScriptNumber {

    /** The range of the decimal point, counted from the first digit, that needs no exponent: 1e20 to 0.000001. */
    private static final int MAX_PLAIN_POINT = 21;

    private static final int MIN_PLAIN_POINT = -5;

    private EcmaScriptNumber() {}

    /** @param number any number of JSON's grammar; the time to read it is linear in its length */
    static String reserialise(String number) {
        double value = Double.parseDouble(number);
        if (value == 0) {
            return "0";
        }
        return Double.isInfinite(value) ? "null" : layOut(shortest(value));
    }

    private static BigDecimal shortest(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (shortest.precision() == 2) {
            // Java always picks from two digits; next to zero one can be enough: 4.9E-324 is 5e-324.
            BigDecimal one = shortest.round(new MathContext(1)).stripTrailingZeros();
            return one.doubleValue() == value ? one : shortest;
        }
        return shortest;
    }

    private static String layOut(BigDecimal number) {
        String digits = number.unscaledValue().abs().toString();
        int count = digits.length();
        int point = count - number.scale();
        var text = new StringBuilder(number.signum() < 0 ? "-" : "");
        if (point > MAX_PLAIN_POINT || point < MIN_PLAIN_POINT) {
            text.append(digits.charAt(0));
            if (count > 1) {
                text.append('.').append(digits, 1, count);
            }
            return text.append(point > 0 ? "e+" : "e").append(point - 1).toString();
        }
        if (point <= 0) {
            return text.append("0.").repeat('0', -point).append(digits).toString();
        }
        if (point < count) {
            return text.append(digits, 0, point)
                    .append('.')
                    .append(digits, point, count)
                    .toString();
        }
        return text.append(digits).repeat('0', point - count).toString();
    }
}
