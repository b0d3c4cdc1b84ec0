// Makes corpus.jsonl: what ECMAScript's JSON.stringify(JSON.parse(text)) says of many texts. Needs Node only to be run anew:
//
//   node make-corpus.mjs > corpus.jsonl
//   node make-corpus.mjs 20000 7 > more.jsonl     (this many random documents, from this seed)
//
// Each line is {"kind", "in", "out"}: the text, and its re-serialisation or null where JSON.parse refuses it.
// Lines are ASCII; whatever is not is escaped.

const randomDocuments = Number(process.argv[2] ?? 300)
const seed = Number(process.argv[3] ?? 20261121)

function emit(kind, text) {
    if (!text.isWellFormed()) return // has no UTF-8, so no body can be it
    let out = null
    try {
        out = JSON.stringify(JSON.parse(text))
    } catch (e) {
        if (!(e instanceof SyntaxError)) throw e
    }
    const line = JSON.stringify({ kind, in: text, out })
    console.log(line.replace(/[\u007f-\uffff]/g, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0')))
}

const all = (kind, texts) => texts.forEach(text => emit(kind, text))

// Numbers -------------------------------------------------------------------------------------------------------------

all('number', `0 -0 0.0 -0.0 0e0 0E+5 -0e-5 0.000 1 -1 1.0 1.50 -1.0 1e0 1E2 1e+2 1e-2 1.5e3 10 100 0.1 0.5 123.456 1e1 12e-1
    0.001 0.0001 0.00001 0.000001 0.0000001 0.00000123 0.000000123 1e-5 1e-6 1e-7 1.5e-6 1.5e-7 12345e-10 12345e-11
    1e19 1e20 1e21 1e22 1e23 123e19 123e18 1.5e20 1.5e21 1.5e22 999999999999999999999 1000000000000000000000 100000000000000000000
    99999999999999990000 1234567890123456789012 9007199254740991 9007199254740992 9007199254740993 9007199254740994
    9007199254740995 -9007199254740993 12345678901234567890 18446744073709551615 18446744073709551616 9223372036854775807
    4294967295 4294967296 2147483648 0.1000000000000000055511151231257827 0.30000000000000004 0.3 2.675 1.005 4.35 4.349999999999999
    1e400 -1e400 1e308 1e309 -1e309 1.7976931348623157e308 1.7976931348623158e308 1.7976931348623159e308 1.797693134862315807e308
    179769313486231570814527423731704356798070567525844996598917476803157260780028538760589558632766878171540458953514382464
    1e-400 -1e-400 5e-324 4.9e-324 4.94e-324 2.47e-324 2.4703282292062327e-324 2.4703282292062328e-324 2e-324 3e-324 7e-324 7.4e-324
    7.5e-324 8e-324 1e-323 1.5e-323 2e-323 4.4e-323 5e-323 4.9e-323 6e-323 7e-323 8.9e-323 1e-322 1.2e-322 1e-321 1e-320 1e-314 1e-315 1e-308
    2.2250738585072011e-308 2.2250738585072012e-308 2.2250738585072014e-308 2.225073858507201e-308 2.2250738585072009e-308
    1e00 1e007 1e-007 1E+00400 1e99999 1e-99999 1e999999999999 -1e-999999999999 0e999999999999 9e-999 0.0e400 1.0e+21 1.0E-7
    2e23 9.5e-7 9.9999999999999999e22 9.999999999999999e22 5e20 5e21 8.41e21 2.0e-3 6.62607015e-34 299792458 1.602176634e-19
    5.0e-1 0.5e1 123456789.123456789 0.1e-6 0.1e-5 0.99999999999999999 0.9999999999999999 1.00000000000000001 1.0000000000000002
    33554431.999999996 4503599627370495.5 4503599627370496.5 4503599627370497.5 144115188075855870 144115188075855880
    7.0420557077594588669468784357561207962098443483187940792729600000e59 1.4916681462400413e-154 8.5e-45 1.17549435e-38
    2.98023223876953125e-8 0.000244140625 1e5 1E5 1.e5x 1.0e5`.split(/\s+/))
all('number', ['1' + '0'.repeat(400), '0.' + '0'.repeat(400) + '1', '1' + '0'.repeat(400) + 'e-400', '0.' + '0'.repeat(399) + '1e400',
    '9'.repeat(1200) + 'e-1190', '1.' + '0'.repeat(1500) + '1', '9007199254740993.' + '0'.repeat(1300) + '1',
    '9007199254740993.' + '0'.repeat(1300), '0.' + '3'.repeat(800), '-' + '7'.repeat(309), '1' + '7'.repeat(308), '2' + '7'.repeat(308),
    '24703282292062327208299697'.padEnd(1150, '1') + 'e-1473'])
for (let power = -1074; power <= 1023; power += 61) emit('number', String(2 ** power))
for (let units = 1; units <= 32; units++) emit('number', (units * 5e-324).toExponential(20))

// Strings -------------------------------------------------------------------------------------------------------------

for (let c = 0; c < 32; c++) emit('escape', `"\\u00${c.toString(16).padStart(2, '0')}\\u00${c.toString(16).toUpperCase().padStart(2, '0')}"`)
all('escape', [String.raw`"\"\\\/\b\f\n\r\t"`, String.raw`"/"`, String.raw`"\u002f"`, String.raw`"\u0022\u005c"`, String.raw`"\u0041\u00e9\u00E9"`,
    String.raw`"\u007f\u0080\u2028\u2029\ufeff\uffff\ufffe\ufffd"`, String.raw`"\\u0041"`, String.raw`"\\\u0041"`, String.raw`"<\/script>&'"`,
    String.raw`{"\u0061":1}`, String.raw`{"\n":"\n"}`, String.raw`"\u0020"`, '""', '" "', String.raw`"\u0000"`])
all('unicode', ['"\u007f"', '"\u0080\u009f"', '"\u2028\u2029"', '"æøå ÆØÅ é ß"', '"日本語"', '"👩‍🚀🏳️‍🌈"', '"\u{1f600}"', '"\u{10ffff}\u{10000}"',
    '"\ufeff"', '"\uffff\ufffe"', '"e\u0301 é"', '"\ue000\uf8ff"', '"العربية"', '"a\u00a0b\u3000c\u200b"', '{"ключ":"значение"}',
    '{"\u{1f600}":1,"\\ud83d\\ude00":2}', '{"é":1,"\\u00e9":2}', '{"e\u0301":1,"é":2}', '"\ud7ff\ue000"'])
all('surrogate', [String.raw`"\ud800"`, String.raw`"\udfff"`, String.raw`"\uDBFF"`, String.raw`"\uDC00"`, String.raw`"\ud83d\ude00"`, String.raw`"\uD83D\uDE00"`,
    String.raw`"\ude00\ud83d"`, String.raw`"\ud83dx\ude00"`, String.raw`"\ud83d\ud83d\ude00"`, String.raw`"\ud83d\ude00\ude00"`,
    String.raw`"\ud83d\n\ude00"`, String.raw`"\ud83d\\ude00"`, String.raw`"a\ud800"`, String.raw`"\ud800a"`, String.raw`"\ud800\u0041"`,
    String.raw`{"\ud800":1,"\udc00":2}`, String.raw`{"\ud800":1,"\uD800":2}`, String.raw`{"\ud83d":1,"\ud83d\ude00":2,"\ude00":3}`,
    '"\\ud83d\u{1f600}"', '"\u{1f600}\\ude00"', String.raw`"\udbff\udfff\ud800\udc00"`, String.raw`["\ud83d","\ude00"]`])

// Objects -------------------------------------------------------------------------------------------------------------

all('integer key', ['{"1":1,"0":0}', '{"0":0,"1":1}', '{"b":1,"1":1,"a":1,"0":0}', '{"10":1,"9":2,"1":3}', '{"a":1,"5":2}', '{"5":2,"a":1}',
    '{"a":0,"4294967294":1}', '{"a":0,"4294967295":1}', '{"a":0,"4294967296":1}', '{"4294967295":1,"4294967294":2,"4294967293":3}',
    '{"a":0,"00":1,"0":2}', '{"a":0,"01":1}', '{"a":0,"-0":1}', '{"a":0,"-1":1,"1":2}', '{"a":0,"1.0":1}', '{"a":0,"1e3":1,"1000":2}', '{"a":0,"+1":1}',
    '{"a":0," 1":1}', '{"a":0,"1 ":1}', '{"a":0,"":1,"0":2}', '{"a":0,"0x1":1}', '{"a":0,"9999999999":1}', '{"a":0,"10000000000":1}',
    '{"a":0,"42949672940":1}', '{"a":0,"2147483647":1,"2147483648":2,"2147483646":3}', '{"a":0,"1\\u0030":1,"9":2}', '{"a":0,"\\u0030":1}',
    '{"a":0,"٣":1,"３":2,"3":3}', '{"a":0,"99999999999999999999":1,"18446744073709551616":2,"7":3}', '{"a":0,"9007199254740991":1,"1":2}',
    '{"2":{"2":2,"1":1},"1":{"b":1,"0":0}}', '[{"1":1,"0":0},{"1":1,"0":0}]', '{"z":[{"3":3,"2":{"1":1,"0":0}}],"1":[]}', '{"1":[],"0":{}}',
    '{"4294967293":1,"0":2,"4294967294":3,"x":4,"1":5}', '{"a":0,"-4294967294":1}', '{"a":0,"Infinity":1,"NaN":2,"8":3}'])
all('repeated key', ['{"a":1,"a":2}', '{"a":1,"b":2,"a":3}', '{"b":1,"a":2,"b":3,"a":4}', '{"a":{"x":1},"a":{"y":2}}', '{"a":[1,2,3],"b":0,"a":null}',
    '{"a":1,"\\u0061":2}', '{"":1,"":2}', '{"1":1,"1":2}', '{"1":1,"0":0,"1":2}', '{"b":0,"1":1,"b":1,"0":0,"1":2,"a":3}', '{"2":1,"1":2,"2":3,"1":4}',
    '{"a":1,"a":2,"a":3,"a":4,"a":5}', '{"a":{"1":1,"0":0},"a":{"1":2,"0":3}}', '{"a":1,"A":2,"a":3}', '{"1":1,"01":2,"1":3,"01":4}',
    '{"x":{"a":1,"a":2},"y":[{"b":1,"b":2}],"x":{"a":3,"b":4,"a":5}}', '{"a":1,"a":{"a":1,"a":{"a":1,"a":2}}}', '{"4294967295":1,"0":2,"4294967295":3}',
    '{"a":"long long long value","b":1,"a":""}', '{"a":"","b":1,"a":"long long long value"}', '{"toString":1,"constructor":2,"toString":3}',
    `{${Array.from({ length: 60 }, (_, i) => `"k${i % 7}":${i}`).join()}}`, `{${Array.from({ length: 60 }, (_, i) => `"${(i * 37) % 11}":${i}`).join()}}`])
all('__proto__', ['{"__proto__":1}', '{"__proto__":null}', '{"__proto__":{"a":1}}', '{"a":1,"__proto__":{"b":2},"c":3}', '{"__proto__":1,"__proto__":2}',
    '{"__proto__":{"__proto__":{"x":1}}}', '{"a":0,"__proto__":[],"a":1,"0":2}', '{"\\u005f_proto__":1,"x":2,"__proto__":3}', '{"constructor":{"prototype":{"a":1}}}',
    '{"hasOwnProperty":1,"toJSON":2,"valueOf":3,"length":4}', '[{"__proto__":[1]}]', '{"toJSON":"x","__proto__":{"toJSON":1}}'])

// Structure -----------------------------------------------------------------------------------------------------------

all('structure', ['null', 'true', 'false', '[]', '{}', '[[]]', '[{}]', '{"a":{}}', '{"a":[]}', '[null,true,false]', ' [ 1 , 2 ] ', '\t{\n"a"\r:\t1 }\n', '\r\n\r\n1\r\n',
    '[[],[[]],{},{"a":[]}]', '[1,[2,[3,[4]]]]', '{"a":[{"b":[{"c":[]}]}]}', '"a"', ' "a" ', '[""]', '[0]', '[-0]', '[-0,0,-0.0,{"a":-0}]', '[1e400,-1e400,{"a":1e400}]'])
for (const depth of [2, 3, 10, 31, 64, 100, 127, 128]) {
    emit('depth', '['.repeat(depth) + ']'.repeat(depth))
    emit('depth', '[ '.repeat(depth) + '1.0' + ' ]'.repeat(depth))
    emit('depth', '{"a":'.repeat(depth - 1) + '{}' + '}'.repeat(depth - 1))
    emit('depth', '{"1":'.repeat(depth) + '0.0' + ',"0":1}'.repeat(depth))
    emit('depth', '{"b":1,"a":'.repeat(depth) + 'null' + ',"b":2}'.repeat(depth))
    emit('depth', ('[{"x":'.repeat(depth >> 1)) + '"\\/"' + ('}]'.repeat(depth >> 1)))
}
const order = { type: 'OrderConfirmed', data: { id: '6f0d9c9e-8f0e-4a55-9d7e-0a4b9f6f7a11', createdAt: '2024-01-01 15:45:25.932562', orderNumber: '123',
    orderLineItems: [{ id: 'l-1', title: 'Ørsted — “Små” tår', price: 129.5, quantity: 2, image: { url: 'https://example.org/a/b.png?x=1&y=2' },
        personalizations: { name: { first: 'Zoë', initials: 'Z.' }, birth: { year: 1987, month: 3 } } }] } }
all('webhook', [JSON.stringify(order), JSON.stringify(order, null, 2), JSON.stringify(order, null, '\t'), JSON.stringify(order, null, 4).replace(/\n/g, '\r\n'),
    JSON.stringify(order).replace(/[^\x00-\x7f]/g, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0')), JSON.stringify(order).replace(/\//g, '\\/'),
    JSON.stringify(order).replace(/:(\d+)([,}])/g, ':$1.0$2'), JSON.stringify(order).replace(/([:,{}[\]])/g, ' $1 ')])

// Refused by JSON.parse -------------------------------------------------------------------------------------------------

all('invalid', ['', ' ', '\n', '[', ']', '{', '}', '[1', '[1,', '[1,]', '[,1]', '[,]', '[1,,2]', '{"a"}', '{"a":}', '{"a":1,}', '{,"a":1}', '{"a":1,,"b":2}', '{"a" 1}', '{"a":1 "b":2}',
    '{a:1}', "{'a':1}", "'a'", '{1:1}', '{"a":1}}', '[1]]', '[1}', '{"a":1]', '[1 2]', '["a""b"]', '1 2', '1,2', '{} {}', '{}x', '[]1', 'nul', 'nulll', 'NULL', 'True', 'tru', 'truefalse', 'undefined',
    'NaN', 'Infinity', '-Infinity', '-', '+1', '01', '-01', '00', '1.', '.5', '-.5', '1.e1', '1e', '1e+', '1e-', '1E', '0x10', '1_000', '1n', '--1', '1.2.3', '1e1.5', '1e1e1', '0b1', '[01]', '[1.]', '[-]', '[+1]',
    '[1.e5]', '{"a":01}', '[NaN]', '[1a]', '[1"a"]', '[true"a"]', '"', '"a', '"\\"', '"\\', '"\\u"', '"\\u1"', '"\\u12"', '"\\u123"', '"\\u123g"', '"\\u+123"', '"\\u 123"', '"\\x41"', "\"\\'\"", '"\\0"', '"\\a"', '"\\v"',
    '"\\U0041"', '"\\\n"', '"a\nb"', '"a\tb"', '"a\rb"', '"\u0000"', '"\u001f"', '"\u0008"', '{"a\nb":1}', '\ufeff{}', '{}\ufeff', '\ufeff', '\u00a0{}', '{}\u00a0', '\u000b[]', '\f[]', '[]\f', '\u2028[]', '[]\u2029', '\u3000[]', '[\u00a01]',
    '\u200b[]', '\u0085[]', '\u0000', '{}\u0000', '\u0000{}', '[1]\u0000', '//c\n1', '1//c', '/*c*/1', '[1/*c*/]', '#c\n1', '<a/>', 'a', '"a"b', '`a`', '{"a":1;"b":2}', '{"a"=1}', '[1;2]', '(1)', '"\u2028', '{"a":1,"a"}', '{"a":1,"b":}',
    '{"a":{"b":1}', '[[[', '[[[]]', '{"__proto__"}', '{"a":\'b\'}', '{null:1}', '{true:1}', '{"a":undefined}', '[undefined]', '{[1]:1}', '{{}:1}', '\\u005b\\u005d', '\u001e{}', '{"a":1e}', '{"a":-}', '1e5.', '١', '１', '"\\u004\u0131"', '"\\u004\u0661"', '"\\u\u0130041"', '"\\u00\u01611"', '"\\u\uff10041"', '{"\\u004\u0131":1}', '[1\u012c2]', '{"a"\u013a1}', '\u0122a\u0122', '[1\u0120]', '1\u0130', '1e\u0131', '"\\\u016e"', '-١', '1١', '1e١', '[1,١]',
    'Null', 'tRue', 'truE', 'f', 'n', 't', 'falsey', '[nullnull]', '[null null]', '"\\uD83D\\uDE0"', '"\\ud83d\\u"', '@', '{"a":1}{"b":2}', '{"a":1}\n{"b":2}', '=1', ')]}\',\n{}', '\u001f1', '\b1', '[1\u00a0]', '["a",\n]'])

// Random documents, and the same with one character damaged ------------------------------------------------------------

let state = seed >>> 0
function random() { // mulberry32
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const below = n => Math.floor(random() * n)
const pick = list => list[below(list.length)]
const space = () => (random() < 0.8 ? '' : pick([' ', '\n', '\t', '\r\n', '  ', '\n    ']))
const digits = n => Array.from({ length: 1 + below(n) }, () => below(10)).join('')

function number() {
    switch (below(6)) {
        case 0: return String(below(1000) - 500)
        case 1: return (below(2) ? '-' : '') + (below(2) ? '0' : '1' + digits(24)) + (below(2) ? '.' + digits(20) : '')
        case 2: return (1 + below(9)) + (below(2) ? '.' + digits(18) : '') + pick(['e', 'E', 'e+', 'e-', 'E-']) + below(340)
        case 3: { // any double at all
            const view = new DataView(new ArrayBuffer(8))
            view.setUint32(0, below(2 ** 32)), view.setUint32(4, below(2 ** 32))
            const value = view.getFloat64(0)
            return Number.isFinite(value) ? pick([String(value), value.toExponential(), value.toPrecision(21)]) : '0'
        }
        case 4: return (below(100000) / 100).toFixed(below(4))
        default: return (1 + below(99)) + 'e-' + (300 + below(30))
    }
}
function character() {
    switch (below(8)) {
        case 0: return pick(['\\"', '\\\\', '\\/', '\\b', '\\f', '\\n', '\\r', '\\t'])
        case 1: return '\\u' + pick([s => s, s => s.toUpperCase()])(below(65536).toString(16).padStart(4, '0'))
        case 2: return '\\u' + (0xd800 + below(2048)).toString(16)
        case 3: return String.fromCodePoint(pick([0x7f, 0xe9, 0x2028, 0xfeff, 0xffff, 0x1f600, 0x10ffff, 0x80 + below(0x700)]))
        default: return String.fromCharCode(0x61 + below(26))
    }
}
const string = () => '"' + Array.from({ length: below(8) }, character).join('') + '"'
const key = () => (random() < 0.5 ? pick(['"a"', '"b"', '"\\u0061"', '"__proto__"', '"0"', '"1"', '"10"', '"9"', '"01"', '"-1"', '"4294967294"', '"4294967295"', '""', '"\\u0031"']) : string())
function value(depth) {
    const list = (open, close, member) => open + Array.from({ length: below(7) }, () => space() + member() + space()).join() + space() + close
    switch (below(depth > 5 ? 5 : 9)) {
        case 0: return pick(['null', 'true', 'false'])
        case 1: case 2: return number()
        case 3: case 4: return string()
        case 5: case 6: return list('[', ']', () => value(depth + 1))
        default: return list('{', '}', () => key() + space() + ':' + space() + value(depth + 1))
    }
}
function damaged(text) {
    const at = below(text.length)
    const dirt = pick(['', '"', '\\', ',', ':', '[', ']', '{', '}', '0', '-', '.', 'e', '+', ' ', '\n', '\u0000', '\u00a0', 'u', 't', 'null', '\ufeff', '\u0660',
        // what is one of JSON's own characters to a reader that drops the high byte
        String.fromCharCode(0x100 * (1 + below(200)) + pick([...'"\\,:[]{}0123abcDEF-+.etnu/ \n']).charCodeAt(0))])
    return text.slice(0, at) + dirt + text.slice(at + below(3))
}
for (let i = 0; i < randomDocuments; i++) {
    let text
    do text = space() + (below(4) ? (below(2) ? '{"d":' + value(1) + '}' : '[' + value(1) + ',' + value(1) + ']') : value(0)) + space()
    while (text.length > 3000)
    emit('random', text)
    if (i % 2) emit('damaged', damaged(text))
}
