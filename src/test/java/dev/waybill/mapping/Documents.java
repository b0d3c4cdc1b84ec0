package dev.waybill.mapping;

/** Covver's documents as its API reference describes them. */
final class Documents {

    /** Every documented field of an order, a line with all of its fields, and one with the deprecated image. */
    static final String FULL = """
        {"type": "OrderConfirmed", "data": {
          "id": "0a8a1f0e-5a7e-4a53-9a3c-3b1a0f6f2c11",
          "createdAt": "2024-01-01 15:45:25.932562",
          "orderNumber": "123",
          "externalId": "EXT-9",
          "orderLineItems": [
            {"id": "l-1", "title": "Mug Zoë", "price": 12.10, "quantity": 2,
             "imageUrl": "https://img.example.com/new.png", "image": {"url": "https://img.example.com/new.png"},
             "productId": "p-1", "productTitle": "Mug", "variantId": "v-1", "variantTitle": "Blue", "sha": "abc",
             "personalizations": {
               "anniversary": {"decade": "20s", "hundreds": "2000", "monthPadded": "06", "ordinal": "5th", "yearsPadded": "05",
                 "zodiac": "Leo", "elapsed": "5 years", "month": 6, "year": 2019, "years": 5},
               "birth": {"decade": "80s", "hundreds": "1900", "monthPadded": "02", "ordinal": "40th", "yearsPadded": "40",
                 "zodiac": "Pisces", "elapsed": "40 years", "month": 2, "year": 1984, "years": 40},
               "name": {"first": "Zoë", "firstNameInitials": "Z", "firstPossessive": "Zoë's", "initials": "ZM",
                 "last": "Müller", "lastNameInitials": "M"},
               "work": {"department": "R&D", "location": "Zürich"}}},
            {"id": "l-2", "title": "Plain", "price": 5, "quantity": 1, "imageUrl": "https://img.example.com/old.png"}
          ]}}\
        """;

    private Documents() {}
}
