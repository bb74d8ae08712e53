export const hu = {
  'wallet.title': 'Tárca',
  'wallet.lead': 'A vendégeid kártyája a telefonjuk tárcájában, a bankkártyáik mellett.',
  'wallet.without':
    'Semmi sem múlik rajta. Tárca nélkül a kártya a böngészőben nyílik meg, kitehető a kezdőképernyőre, és senki sem marad le egyetlen pecsétről sem. Ha beállítod, minden kártyán ott lesz a gomb, amellyel eltehető.',
  how: 'Hogyan jutok ehhez?',
  kept: 'Titkosítva őrizzük, többé senki sem látja.',
  'file.choose': 'Válassz fájlt',
  'file.clear': 'Fájl elvétele',
  'file.missing': 'Előbb válassz egy fájlt.',
  'file.large': 'Ez a fájl túl nagy ahhoz, hogy az legyen: legfeljebb 30 kB lehet.',
  passes: 'Kiadott kártyák',
  problem:
    'Egy telefont nem sikerült értesíteni a változásról: {problem}. Magától újra megpróbáljuk, legkésőbb a következő változáskor.',
  preview: 'Nagyjából így fog kinézni',
  'apple.missing':
    'Nincs beállítva, ezért még egy kártya sem kínálja fel. Az iPhone csak olyan kártyát fogad el, amelyet az Apple által neked adott tanúsítvánnyal írtak alá; az aláíratlant visszautasítja.',
  'apple.how.1': 'Lépj be a vállalkozásoddal az Apple Developer Programba. Az Apple évi díjat kér érte.',
  'apple.how.2':
    'A „Certificates, Identifiers & Profiles” alatt készíts egy „pass.” kezdetű Pass Type ID-t, és hozzá egy tanúsítványt.',
  'apple.how.3':
    'Nyisd meg a tanúsítványt egy Mac Kulcskarika-hozzáférésében, és exportáld a kulcsával együtt .p12 fájlba, jelszóval.',
  'apple.how.4':
    'Az apple.com/certificateauthority oldalról töltsd le ezt: „Worldwide Developer Relations – G4”. Az iPhone kéri, a .p12-ből pedig többnyire hiányzik.',
  'apple.ready':
    'Beállítva. iPhone-on, iPaden és Macen minden kártya felkínálja: „Hozzáadás az Apple Wallethoz”.',
  'apple.expiring':
    'A tanúsítvány hamarosan lejár ({day}). Kérj újat az Apple-től ugyanahhoz a Pass Type ID-hoz, és töltsd fel itt: a telefonokon lévő kártyák tovább működnek.',
  'apple.expired':
    'A tanúsítvány lejárt ({day}). Új kártyát nem adunk ki, és a telefonok nem tudnak a változásokról; a rajtuk lévő kártyákkal tovább lehet gyűjteni. Kérj újat ugyanahhoz a Pass Type ID-hoz, és töltsd fel itt.',
  'apple.lost':
    'A kulcs már nem nyitható, mert a telepítés titka megváltozott. Töltsd fel újra a tanúsítványt.',
  'apple.trial':
    'Ezt a tanúsítványt nem az Apple írta alá. Kipróbálni jó, de az iPhone nem fogad el ilyen kártyát.',
  'apple.http':
    'A telefonok nem tudnak a változásokról, mert ez a telepítés nem https-en érhető el: a kártya azt mutatja, ami a hozzáadásakor volt rajta.',
  'apple.p12': 'Tanúsítvány a kulcsával (.p12)',
  'apple.password': 'A fájl jelszava',
  'apple.chain': 'Az Apple köztes tanúsítványa (.cer)',
  'apple.chain.hint': 'Csak akkor kell, ha nincs benne a .p12-ben.',
  'apple.do': 'Apple Wallet beállítása',
  'apple.for': 'Ezt írja alá',
  'apple.owner': 'Kinek a nevére szól',
  'apple.team': 'Csapat',
  'apple.issuer': 'Kiállította',
  'apple.valid': 'Érvényes eddig',
  'apple.sample': 'Mintakártya letöltése',
  'apple.replace': 'Új tanúsítvány feltöltése',
  'apple.remove': 'Apple Wallet eltávolítása',
  'apple.remove.meaning':
    'Új kártyát nem adunk ki. A telefonokon lévők ott maradnak, de változásról többé nem tudnak.',
  'google.missing':
    'Nincs beállítva, ezért még egy kártya sem kínálja fel. A Google csak olyan vállalkozástól fogad el kártyát, amelynek nála kibocsátói fiókja van.',
  'google.how.1': 'Kérj kibocsátói fiókot a pay.google.com/business/console oldalon. Ingyenes.',
  'google.how.2':
    'A console.cloud.google.com oldalon kapcsold be a Google Wallet API-t, készíts egy szolgáltatásfiókot, és tölts le hozzá egy kulcsot JSON-ként.',
  'google.how.3': 'Az első oldalon, a „Users” alatt engedd be a szolgáltatásfiókot fejlesztőként.',
  'google.how.4':
    'Kérj közzétételi hozzáférést. Amíg a Google meg nem adja, csak a saját tesztfelhasználóid menthetnek kártyát.',
  'google.ready':
    'Beállítva. Androidon és más böngészőkben minden kártya felkínálja: „Mentés a Google Tárcába”.',
  'google.lost': 'A kulcs már nem nyitható, mert a telepítés titka megváltozott. Töltsd fel újra.',
  'google.issuer': 'Kibocsátói azonosító',
  'google.issuer.hint': 'A hosszú szám a kibocsátók listájában.',
  'google.issuer.missing': 'Úgy írd be a számot, ahogy a Google mutatja.',
  'google.account': 'A szolgáltatásfiók kulcsa (.json)',
  'google.who': 'Szolgáltatásfiók',
  'google.do': 'Google Tárca beállítása',
  'google.replace': 'Új kulcs feltöltése',
  'google.remove': 'Google Tárca eltávolítása',
  'google.remove.meaning':
    'Új kártyát nem adunk ki. A telefonokon lévők ott maradnak, de változásról többé nem tudnak.',
}
