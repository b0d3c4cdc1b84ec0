package dev.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseLoginTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//db.example.com/waybill",
                "//db.example.com/waybill?sslmode=prefer",
                "//db.example.com/waybill?sslmode=disable",
                "//db.example.com/waybill?sslmode=allow&ssl=true",
                "//localhost:5432,db.example.com:5432/waybill",
                "//10.0.0.5:6432/waybill?ssl=false"
            })
    void what_crosses_a_network_in_clear_is_told(String url) {
        assertThat(new DatabaseLogin("jdbc:postgresql:" + url, null, null).mayGoUnencrypted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//db.example.com/waybill?sslmode=require",
                "//db.example.com/waybill?sslmode=verify-full",
                "//a:5432,b:5432/waybill?ssl=true",
                "//db.example.com/waybill?gssEncMode=require",
                "//127.0.0.1:5432/waybill",
                "//localhost/waybill",
                "//[::1]:5432/waybill",
                "waybill"
            })
    void what_is_encrypted_or_stays_here_is_not(String url) {
        assertThat(new DatabaseLogin("jdbc:postgresql:" + url, null, null).mayGoUnencrypted())
                .isFalse();
    }
}
