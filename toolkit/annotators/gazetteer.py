"""Names that mean the same in every text: countries, provinces, seas, peoples, faiths, and bodies of the world's news.

Hand-made from common knowledge; cities.py holds the large cities. What is listed is evidence of a type (evidence.py),
and a mention where the model has found nothing; a document may still say otherwise.
"""

from __future__ import annotations

from typing import Final

from toolkit.annotators.cities import CITIES


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(part.split()) for part in text.replace("\n", " ").split(",") if part.strip())


_COUNTRIES: Final = """
    Afghanistan: Afghan, Albania: Albanian, Algeria: Algerian, Andorra: Andorran, Angola: Angolan, Argentina:
    Argentine/Argentinian/Argentinean, Armenia: Armenian, Australia: Australian/Aussie, Austria: Austrian,
    Azerbaijan: Azerbaijani/Azeri, Bahamas: Bahamian, Bahrain: Bahraini, Bangladesh: Bangladeshi, Barbados:
    Barbadian/Bajan, Belarus: Belarusian/Belarussian, Belgium: Belgian, Belize: Belizean, Benin: Beninese, Bhutan:
    Bhutanese, Bolivia: Bolivian, Bosnia: Bosnian, Botswana: Motswana/Batswana, Brazil: Brazilian, Brunei: Bruneian,
    Bulgaria: Bulgarian, Burkina Faso: Burkinabe, Burma: Burmese, Burundi: Burundian, Cambodia: Cambodian, Cameroon:
    Cameroonian, Canada: Canadian, Cape Verde: Cape Verdean, Central African Republic: Central African, Chad:
    Chadian, Chile: Chilean, China: Chinese, Colombia: Colombian, Comoros: Comorian, Congo: Congolese, Costa Rica:
    Costa Rican, Croatia: Croatian/Croat, Cuba: Cuban, Cyprus: Cypriot, Czech Republic: Czech, Czechia: Czech,
    Denmark: Danish/Dane, Djibouti: Djiboutian, Dominican Republic: Dominican, East Timor: East Timorese,
    Timor-Leste: Timorese, Ecuador: Ecuadorian/Ecuadorean, Egypt: Egyptian, El Salvador: Salvadoran/Salvadorean,
    England: English, Equatorial Guinea: Equatoguinean, Eritrea: Eritrean, Estonia: Estonian, Eswatini: Swazi,
    Swaziland: Swazi, Ethiopia: Ethiopian, Fiji: Fijian, Finland: Finnish/Finn, France:
    French/Frenchman/Frenchwoman/Frenchmen, Gabon: Gabonese, Gambia: Gambian, Georgia: Georgian, Germany: German,
    Ghana: Ghanaian, Greece: Greek, Greenland: Greenlander/Greenlandic, Grenada: Grenadian, Guatemala: Guatemalan,
    Guinea: Guinean, Guinea-Bissau:, Guyana: Guyanese, Haiti: Haitian, Honduras: Honduran, Hong Kong:
    Hongkonger/Hong Konger, Hungary: Hungarian, Iceland: Icelandic/Icelander, India: Indian, Indonesia: Indonesian,
    Iran: Iranian, Iraq: Iraqi, Ireland: Irish/Irishman, Israel: Israeli, Italy: Italian, Ivory Coast: Ivorian, Côte
    d’Ivoire:, Jamaica: Jamaican, Japan: Japanese, Jordan: Jordanian, Kazakhstan: Kazakh/Kazakhstani, Kenya: Kenyan,
    Kiribati:, Kosovo: Kosovar/Kosovan, Kuwait: Kuwaiti, Kyrgyzstan: Kyrgyz/Kyrgyzstani, Laos: Laotian, Latvia:
    Latvian, Lebanon: Lebanese, Lesotho: Basotho, Liberia: Liberian, Libya: Libyan, Liechtenstein:, Lithuania:
    Lithuanian, Luxembourg: Luxembourger, Macau: Macanese, Macedonia: Macedonian, North Macedonia:, Madagascar:
    Malagasy, Malawi: Malawian, Malaysia: Malaysian, Maldives: Maldivian, Mali: Malian, Malta: Maltese, Marshall
    Islands: Marshallese, Mauritania: Mauritanian, Mauritius: Mauritian, Mexico: Mexican, Micronesia: Micronesian,
    Moldova: Moldovan, Monaco: Monegasque, Mongolia: Mongolian/Mongol, Montenegro: Montenegrin, Morocco: Moroccan,
    Mozambique: Mozambican, Myanmar:, Namibia: Namibian, Nauru: Nauruan, Nepal: Nepalese/Nepali, Netherlands:
    Dutch/Dutchman/Dutchwoman, New Zealand: New Zealander/Kiwi, Nicaragua: Nicaraguan, Niger: Nigerien, Nigeria:
    Nigerian, North Korea: North Korean, Northern Ireland: Northern Irish, Norway: Norwegian, Oman: Omani, Pakistan:
    Pakistani, Palau: Palauan, Palestine: Palestinian, Panama: Panamanian, Papua New Guinea: Papua New Guinean,
    Paraguay: Paraguayan, Peru: Peruvian, Philippines: Filipino/Filipina, Poland: Polish/Pole, Portugal:
    Portuguese, Puerto Rico: Puerto Rican, Qatar: Qatari, Romania: Romanian, Russia: Russian, Rwanda: Rwandan,
    Samoa: Samoan, San Marino:, Saudi Arabia: Saudi/Saudi Arabian, Scotland: Scottish/Scot, Senegal: Senegalese,
    Serbia: Serbian/Serb, Seychelles: Seychellois, Sierra Leone: Sierra Leonean, Singapore: Singaporean, Slovakia:
    Slovak/Slovakian, Slovenia: Slovenian/Slovene, Solomon Islands: Solomon Islander, Somalia: Somali, Somaliland:,
    South Africa: South African, South Korea: South Korean, South Sudan: South Sudanese, Soviet Union: Soviet,
    Spain: Spanish/Spaniard, Sri Lanka: Sri Lankan, Sudan: Sudanese, Suriname: Surinamese, Sweden: Swedish/Swede,
    Switzerland: Swiss, Syria: Syrian, Taiwan: Taiwanese, Tajikistan: Tajik, Tanzania: Tanzanian, Thailand: Thai,
    Tibet: Tibetan, Togo: Togolese, Tonga: Tongan, Trinidad: Trinidadian, Trinidad and Tobago:, Tunisia: Tunisian,
    Turkey: Turkish/Turk, Türkiye:, Turkmenistan: Turkmen, Tuvalu: Tuvaluan, Uganda: Ugandan, Ukraine: Ukrainian,
    United Arab Emirates: Emirati, United Kingdom: British/Briton/Brit, Great Britain:, Britain:, UK:, U.K.:, UAE:,
    U.A.E.:, USA:, U.S.A.:, US:, U.S.:, United States:, United States of America:, America: American, Uruguay:
    Uruguayan, USSR:, Uzbekistan: Uzbek, Vanuatu: Vanuatuan, Vatican City:, Venezuela: Venezuelan, Vietnam:
    Vietnamese, Wales: Welsh/Welshman, Yemen: Yemeni, Yugoslavia: Yugoslav, Zambia: Zambian, Zimbabwe: Zimbabwean,
    DRC:, Democratic Republic of Congo:, Democratic Republic of the Congo:, Cayman Islands:, Bermuda: Bermudian,
    Faroe Islands: Faroese, Crimea: Crimean, Catalonia: Catalan, Sicily: Sicilian, Bavaria: Bavarian, Chechnya:
    Chechen, Dagestan:, Tatarstan:, Kurdistan:, Kashmir: Kashmiri, Punjab: Punjabi, Bengal: Bengali, Gaza: Gazan,
    West Bank:, Xinjiang:, Quebec: Quebecer/Québécois, Hawaii: Hawaiian, Alaska: Alaskan, Texas: Texan, California:
    Californian, Florida: Floridian, Prussia: Prussian, Persia: Persian
"""

_REGIONS: Final = _phrases("""
    Alabama, Arizona, Arkansas, Colorado, Connecticut, Delaware, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky,
    Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska,
    Nevada, New Hampshire, New Jersey, New Mexico, New York, North Carolina, North Dakota, Ohio, Oklahoma, Oregon,
    Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Utah, Vermont, Virginia, West Virginia,
    Wisconsin, Wyoming, Washington D.C., District of Columbia, Guam, American Samoa, Alberta, British Columbia,
    Manitoba, New Brunswick, Newfoundland, Nova Scotia, Nunavut, Ontario, Prince Edward Island, Saskatchewan, Yukon,
    Northwest Territories, New South Wales, Queensland, South Australia, Tasmania, Western Australia, Northern
    Territory, Uttar Pradesh, Madhya Pradesh, Andhra Pradesh, Arunachal Pradesh, Himachal Pradesh, Assam, Bihar,
    Chhattisgarh, Goa, Gujarat, Haryana, Jharkhand, Karnataka, Kerala, Maharashtra, Manipur, Meghalaya, Mizoram,
    Nagaland, Odisha, Rajasthan, Sikkim, Tamil Nadu, Telangana, Tripura, Uttarakhand, West Bengal, Jammu, Ladakh,
    Sindh, Balochistan, Khyber Pakhtunkhwa, Anhui, Fujian, Gansu, Guangdong, Guangxi, Guizhou, Hainan, Hebei,
    Heilongjiang, Henan, Hubei, Hunan, Inner Mongolia, Jiangsu, Jiangxi, Jilin, Liaoning, Ningxia, Qinghai, Shaanxi,
    Shandong, Shanxi, Sichuan, Yunnan, Zhejiang, Aceh, Bali, Java, Sumatra, Borneo, Sulawesi, Kalimantan, Papua,
    Sabah, Sarawak, Johor, Selangor, Penang, Kelantan, Mindanao, Luzon, Visayas, Okinawa, Hokkaido, Kyushu, Donetsk,
    Luhansk, Donbas, Kherson, Zaporizhzhia, Transnistria, Abkhazia, South Ossetia, Nagorno-Karabakh, Siberia,
    Andalusia, Galicia, Castile, Basque Country, Lombardy, Tuscany, Piedmont, Sardinia, Corsica, Brittany, Normandy,
    Provence, Alsace, Burgundy, Saxony, Hesse, Westphalia, Brandenburg, Thuringia, Schleswig-Holstein, Lower Saxony,
    Flanders, Wallonia, Transylvania, Thrace, Crete, Anatolia, Essex, Kent, Surrey, Sussex, Yorkshire, Lancashire,
    Cornwall, Devon, Dorset, Somerset, Hampshire, Norfolk, Suffolk, Cumbria, Gauteng, KwaZulu-Natal, Eastern Cape,
    Western Cape, Limpopo, Mpumalanga, Zanzibar, Darfur, Tigray, Oromia, Amhara, Puntland, Biafra, Kano, Kaduna,
    Katanga, North Kivu, South Kivu, Ituri, Cabinda, Oaxaca, Chiapas, Yucatán, Yucatan, Jalisco, Sinaloa, Sonora,
    Chihuahua, Michoacán, Veracruz, Tabasco, Nuevo León, Baja California, Quintana Roo, São Paulo, Bahia, Minas
    Gerais, Paraná, Pernambuco, Antioquia, Guanacaste, Puntarenas, Patagonia, Nineveh, Anbar, Helmand, Kandahar,
    Idlib, Judea, Samaria, Galilee, Macao, Guadeloupe, Martinique, Réunion, French Guiana, New Caledonia, French
    Polynesia, Gibraltar, Falkland Islands, Isle of Man, Jersey City, Aruba, Curaçao, Saint Lucia, St. Lucia, Saint
    Kitts and Nevis, St. Kitts, Antigua, Antigua and Barbuda, Dominica, Saint Vincent, Bosnia and Herzegovina,
    Bosnia-Herzegovina, East Jerusalem, The Hague, Hague, Timor Leste, Aotearoa, Gaza Strip, Gaza City,
    Congo-Kinshasa, Congo-Brazzaville, Vatican, Holy See, Brooklyn, Manhattan, Queens, Bronx, Harlem, Staten Island,
    Hollywood, Silicon Valley, Long Island
""")

AREAS: Final = _phrases("""
    Africa, Asia, Europe, North America, South America, Latin America, Central America, Antarctica, Oceania,
    Australasia, Middle East, Far East, Southeast Asia, South Asia, East Asia, Central Asia, West Africa, East
    Africa, North Africa, Southern Africa, Central Africa, sub-Saharan Africa, Sub-Saharan Africa, Eastern Europe,
    Western Europe, Central Europe, Scandinavia, Balkans, Caucasus, Caribbean, Mediterranean, Arctic, Sahara, Sahel,
    Horn of Africa, Maghreb, Levant, Pacific, Atlantic, Baltic, Persian Gulf, Arabian Sea, Black Sea, Red Sea, Dead
    Sea, Caspian Sea, South China Sea, East China Sea, Indian Ocean, Pacific Ocean, Atlantic Ocean, Arctic Ocean,
    Gulf of Mexico, Bay of Bengal, Himalayas, Alps, Andes, Rockies, Pyrenees, Amazon River, Nile, Danube, Rhine,
    Thames, Mekong, Euphrates, Tigris, Ganges, Yangtze, Indochina, Iberian Peninsula, Korean Peninsula, Arabian
    Peninsula, Sinai Peninsula, Golan Heights, Latin America and the Caribbean, Asia-Pacific, Asia Pacific,
    Indo-Pacific, Midwest, New England, West Coast, East Coast, Great Lakes, English Channel, Bering Strait, Strait
    of Hormuz, Suez Canal, Panama Canal, Taiwan Strait
""")
"""Continents, seas, mountains, rivers: places that no government governs."""

_PEOPLES: Final = _phrases("""
    African, Asian, European, Arab, Jewish, Jew, Kurdish, Kurd, Roma, Uyghur, Uighur, Uygur, Tamil, Sinhalese,
    Hindu, Muslim, Moslem, Christian, Catholic, Roman Catholic, Protestant, Orthodox Christian, Buddhist, Sikh,
    Jain, Mormon, Sunni, Shiite, Shia, Shi'ite, Sufi, Alawite, Druze, Yazidi, Yezidi, Coptic, Copt, Evangelical,
    Baptist, Methodist, Lutheran, Anglican, Presbyterian, Quaker, Jesuit, Puritan, Rastafarian, Zionist, Islamist,
    Salafist, Wahhabi, Houthi, Maori, Māori, Inuit, Inuk, Aboriginal, First Nations, First Nation, LGBT, LGBTQ,
    LGBTQ+, LGBTI, Métis, Mestizo, Native American, Indigenous Australian, African American, African-American, Asian
    American, Asian-American, Latino, Latina, Latinx, Hispanic, Chicano, Cherokee, Navajo, Sioux, Apache, Cree,
    Ojibwe, Mohawk, Maya, Mayan, Aztec, Inca, Quechua, Aymara, Mapuche, Guarani, Zulu, Xhosa, Hausa, Fulani, Yoruba,
    Igbo, Tutsi, Hutu, Oromo, Tigrayan, Berber, Tuareg, Bedouin, Pashtun, Hazara, Baloch, Rohingya, Hmong, Han
    Chinese, Tatar, Cossack, Slavic, Slav, Nordic, Scandinavian, Latin American, South American,
    North American, Central American, Central Asian, South Asian, East Asian, Southeast Asian, West African, East
    African, North African, Middle Eastern, Eastern European, Western European, Celtic, Gaelic,
    Anglo-Saxon, Norman, Flemish, Walloon, Basque, Breton, Cornish, Galician, Venetian, Roman, Parisian, Londoner,
    New Yorker, Muscovite, Berliner, Viennese, Athenian, Byzantine, Ottoman, Palestinian, Cantonese, Communist,
    Republican, Democrat, Democratic, Conservative, Tory, Tories, Whig, Liberal Democrat, Lib Dem, Labourite,
    Marxist, Maoist, Trotskyist, Leninist, Stalinist, Bolshevik, Nazi, neo-Nazi, Sandinista, Peronist, Chavista,
    Baathist, Ba'athist, Kemalist, Anglophone, Francophone, Western, Westerner, Dalit, Torres Strait Islander,
    Pacific Islander, Adivasi, Bengali, Marathi, Gujarati, Malayali, Telugu, Kannada, Javanese, Sundanese, Okinawan,
    Ainu, Ryukyuan, Sami, Romani, Ashkenazi, Sephardic, Haredi, Hasidic, Salafi, Muslim Brother, Israelite,
    Judeo-Christian, Judaic, Islamic
""")
_PLURALS: Final = frozenset(["ese", "ish", "rch", "oss", "ic", "oux"])

BODIES: Final = _phrases("""
    United Nations, UN, U.N., NATO, EU, E.U., European Union, European Commission, European Parliament, European
    Council, African Union, Arab League, ASEAN, BRICS, OPEC, OPEC+, G7, G8, G20, G-7, G-20, IMF, International
    Monetary Fund, World Bank, WTO, World Trade Organization, WHO, World Health Organization, UNESCO, Unesco,
    UNICEF, Unicef, UNHCR, UNDP, UNFPA, UNEP, UNRWA, FAO, ILO, IAEA, ICC, ICJ, OECD, OSCE, OAS, ECOWAS, SADC, GCC,
    Interpol, Europol, Red Cross, Red Crescent, Amnesty International, Human Rights Watch, Greenpeace, Oxfam,
    Doctors Without Borders, Reporters Without Borders, Transparency International, FIFA, Fifa, UEFA, Uefa, IOC,
    CAF, CONCACAF, NBA, NFL, MLB, NHL, MLS, PGA, NCAA, UFC, FBI, CIA, NSA, NASA, FDA, CDC, EPA, IRS, FAA, FCC, FTC,
    SEC, DOJ, GOP, Congress, Senate, House of Representatives, Pentagon, Kremlin, White House, Supreme Court, State
    Department, Justice Department, Treasury, Federal Reserve, Fed, Capitol Police, Scotland Yard, Downing Street,
    House of Commons, House of Lords, Knesset, Bundestag, Duma, Lok Sabha, Labour Party, Conservative Party, Labour,
    Labor, Liberal Party, Green Party, Greens, Republican Party, Democratic Party, Communist Party, BJP, ANC, Likud,
    Hamas, Hezbollah, Fatah, Taliban, ISIS, Isis, ISIL, Islamic State, Daesh, al-Qaeda, Al-Qaeda, Al Qaeda,
    al-Qaida, Boko Haram, al-Shabab, al-Shabaab, Al-Shabaab, PKK, FARC, IRA, Mossad, KGB, FSB, MI5, MI6, BBC, CNN,
    NBC, CBS, ABC News, NPR, MSNBC, Fox News, Sky News, ITV, Al Jazeera, Al-Jazeera, Reuters, AFP, Agence
    France-Presse, Associated Press, AP, Bloomberg, Xinhua, TASS, Kyodo, EFE, Anadolu, New York Times, Washington
    Post, Wall Street Journal, Financial Times, Los Angeles Times, USA Today, Guardian, Daily Mail, Daily Telegraph,
    Der Spiegel, Le Monde, El País, Haaretz, Google, Facebook, Apple, Microsoft, Amazon.com, Twitter, YouTube,
    Instagram, WhatsApp, TikTok, Netflix, Uber, Airbnb, Tesla, SpaceX, Boeing, Airbus, Samsung, Huawei, Xiaomi,
    Sony, Toyota, Honda, Nissan, Hyundai, Volkswagen, BMW, Mercedes-Benz, General Motors, General Electric, IBM,
    Intel, Nvidia, Oracle, Alibaba, Tencent, Baidu, ByteDance, Weibo, WeChat, Goldman Sachs, JPMorgan, JPMorgan
    Chase, Morgan Stanley, Citigroup, HSBC, Barclays, Deutsche Bank, UBS, Credit Suisse, BlackRock, Shell, BP,
    ExxonMobil, Exxon Mobil, Chevron, Gazprom, Rosneft, Aramco, Saudi Aramco, Walmart, Starbucks, McDonald’s,
    Coca-Cola, Pepsi, Nestlé, Unilever, Pfizer, Moderna, AstraZeneca, Johnson & Johnson, Lockheed Martin, Wikipedia,
    LinkedIn, Reddit, Spotify, PayPal, eBay, Yahoo, Disney, Warner Bros., Real Madrid, Manchester United, Manchester
    City, Arsenal, Bayern Munich, Juventus, Barcelona FC, Paris Saint-Germain
""")
"""Bodies, firms and media that the world's news names without explanation: the type ORG."""


def _read_countries() -> tuple[frozenset[str], frozenset[str]]:
    places: set[str] = set()
    peoples: set[str] = set()
    for entry in " ".join(_COUNTRIES.split()).split(","):
        place, _, demonyms = entry.partition(":")
        places.add(place.strip())
        peoples |= {demonym.strip() for demonym in demonyms.split("/") if demonym.strip()}
    return frozenset(places), frozenset(peoples)


def _plural(people: str) -> str:
    return people if people.endswith(tuple(_PLURALS)) else people + "s"


_COUNTRY_NAMES, _DEMONYMS = _read_countries()
GOVERNED: Final = (_COUNTRY_NAMES | _REGIONS | CITIES) - BODIES
"""Countries, provinces, cities: the type GPE."""
PEOPLES: Final = frozenset(form for people in _DEMONYMS | _PEOPLES for form in (people, _plural(people))) | {
    "Lao",
    "Philippine",
}
"""Nationalities, peoples, faiths and the adherents of parties, in the singular and the plural: the type NORP."""
