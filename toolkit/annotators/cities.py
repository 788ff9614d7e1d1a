"""Large cities and capitals, from GeoNames (https://www.geonames.org, CC BY 4.0).

Populated places of 200,000 people and more, and capitals, with and without diacritics. Left out are names of fewer than
four letters, common words of English, and the given names and commonest surnames of the US census: those say nothing.
"""

from __future__ import annotations

from typing import Final

_NAMES: Final = """
A Coruna, A Coruña, Aachen, Abadan, Abbottabad, Abeokuta, Abha, Abidjan, Abobo, Abomey-Calavi, Abu Dhabi, Abu Ghurayb,
Abu al-Kahsib, Abuja, Acapulco de Juarez, Acapulco de Juárez, Accra, Adachi, Adamstown, Adana, Addis Ababa, Aden,
Ado-Ekiti, Afyonkarahisar, Agadir, Agartala, Agege, Ageo, Agra, Aguas Lindas de Goias, Aguascalientes, Ahilyanagar,
Ahmedabad, Ahvaz, Aihara, Aizawl, Ajegunle, Ajman, Ajmer, Akashi, Akita, Akola, Akowonjo, Aksaray, Aktobe, Akure, Al
Ahmadi, Al Ain City, Al Basrah al Qadimah, Al Diwaniyah, Al Fayyum, Al Hasakah, Al Hillah, Al Hoceima, Al Hoceïma, Al
Hudaydah, Al Hufuf, Al Jubayl, Al Kharj, Al Khums, Al Khusus, Al Madinah, Al Mahallah al Kubra, Al Mahmudiyah, Al
Mansurah, Al Mawsil al Jadidah, Al Mubarraz, Al Qadarif, Al Qahirah al Jadidah, Al-Kut, Alanya, Alappuzha,
Albuquerque, Aleppo, Algiers, Aliayabiagba, Alicante, Aligarh, Alimosho, Almaty, Almendares, Alofi, Alor Setar, Alto
Barinas, Altona, Alvaro Obregon, Alwar, Amagasaki, Amarapura, Ambarnath, Ambato, Ambattur, Ambon, Americana, Amman,
Amol, Amravati, Amritsar, Amsterdam, An Nhon, Anaheim, Anand, Ananindeua, Anantapur, Anapolis, Anchorage, Andijon,
Andorra la Vella, Angarsk, Angeles City, Ankang, Ankara, Annaba, Anqing, Anqiu, Ansan-si, Anshan, Anshun, Antakya,
Antalya, Antananarivo, Antipolo, Antofagasta, Antsirabe, Antwerp, Anyang, Anyang-si, Anápolis, Aomori, Aparecida de
Goiania, Aparecida de Goiânia, Apia, Aqsu, Ar Raqqah, Ar Rayyan, Aracaju, Arak, Arakawa, Arapiraca, Arba Minch,
Archway, Ardabil, Arequipa, Arhus, Arifwala, Arlington, Armenia, Arrah, Arroyo Naranjo, Artux, Arusha, Asahikawa,
Asansol, Ashdod, Ashgabat, Ashuganj City, Asmara, Assiut, Astana, Astrakhan, Asuncion, Asunción, Aswan, Atani,
Atasehir, Athens, Athlone, Atlanta, Atsiaman, Atsugi, Atyrau, Auckland, Augsburg, Aurangabad, Avadi, Avarua,
Avellaneda, Awasa, Az Zawiyah, Azcapotzalco, Ba Dinh, Ba Vi, Ba Vì, Bab Ezzouar, Babol, Bac Giang, Bac Ninh, Bac Tu
Liem, Bachuan, Bacolod City, Bacoor, Badalona, Bade, Bafoussam, Bagerhat, Baghdad, Bago, Bagong Silang, Baguio,
Bahawalnagar, Bahawalpur, Bahcelievler, Bahia Blanca, Bahir Dar, Bahçelievler, Bahía Blanca, Baicheng, Baise, Baiyin,
Bakersfield, Baku, Balbala, Bali, Balikpapan, Ballari, Baltimore, Bamako, Bamenda, Banan, Banda Aceh, Bandar Abbas,
Bandar Lampung, Bandar Seri Alam, Bandar Seri Begawan, Bandar Sunway, Bandar Utama, Bandarban, Bandundu Province,
Bandung, Bangkok, Bangui, Bani Suwayf, Banja Luka, Banjar, Banjarbaru, Banjarmasin, Banjul, Bannu, Banqiao, Baoding,
Baoji, Baoshan, Baotou, Baranagar, Barasat, Barcelona, Barddhaman, Bareilly, Bariadi, Barinas, Barishal, Barking,
Barnaul, Barquisimeto, Barranquilla, Barueri, Baruta, Basrah, Basse-Terre, Basseterre, Basuo, Batam, Batangas,
Bathinda, Batikent, Batman, Batna, Baton Rouge, Battagram, Batu, Batu Caves, Bauchi, Bauru, Bawshar, Bayamon, Bayamón,
Bayan Nur, Bazhong, Bedok New Town, Begoua, Begusarai, Beibei, Beihai, Beijing, Beira, Beirut, Bekasi, Belagavi,
Belem, Belfast, Belford Roxo, Belgorod, Belgrade, Belmopan, Belo Horizonte, Belém, Ben Cat, Bengaluru, Bengbu,
Benghazi, Bengkulu, Benguela, Beni Mellal, Benin City, Benito Juarez, Benito Juárez, Benoni, Benxi, Berbera, Bergen,
Berlin, Bern, Betim, Bexley, Beylikduzu, Beylikdüzü, Bhagalpur, Bharatpur, Bhatara, Bhatpara, Bhavnagar, Bhawana,
Bhayandar, Bhilai, Bhilwara, Bhiwandi, Bhopal, Bhubaneswar, Bida, Bidar, Bielefeld, Bien Hoa, Bihar Sharif, Bijie,
Bikaner, Bila Tserkva, Bilaspur, Bilbao, Bilimora, Bimbo, Binan, Binangonan, Binh Thanh, Binjai, Binzhou, Biratnagar,
Birganj, Birgañj, Birkenhead, Birmingham, Bishan, Bishkek, Bishoftu, Biskra, Bissau, Bitung, Biysk, Biên Hòa, Biñan,
Blagoveshchensk, Blantyre, Blida, Bloemfontein, Blumenau, Bnei Brak, Boa Vista, Bobo-Dioulasso, Bobruysk, Bochum,
Bogor, Bogota, Bogotá, Bogra, Boise, Bokaro, Boksburg, Bole, Bologna, Boma, Bonn, Borama, Bordeaux, Borivli, Borujerd,
Boston, Botshabelo, Bouake, Bouaké, Bozhou, Bradford, Brahmanbaria, Brahmapur, Brakpan, Brampton, Brasilandia,
Brasilia, Brasov, Brasília, Bratislava, Bratsk, Braunschweig, Brazzaville, Bremen, Brescia, Brest, Bridgetown,
Brighton, Brisbane, Bristol, Brno, Brooklyn, Brussels, Bryansk, Bucaramanga, Bucharest, Bucheon-si, Buda, Budapest,
Budta, Buenaventura, Buenavista, Buenos Aires, Bujumbura, Bukavu, Bukhara, Bukit Jalil, Bukit Mertajam, Bukit Rahman
Putra, Bulawayo, Bunamwaya, Bunia, Bunkyo, Buon Ma Thuot, Buraydah, Burewala, Burgas, Burhanpur, Burnaby, Bursa,
Busan, Butembo, Butuan, Bydgoszcz, Bégoua, Ca Mau, Cabanatuan City, Cabimas, Cabinda, Cabo Frio, Cabo San Lucas, Cabo
de Santo Agostinho, Cabuyao, Cagayan de Oro, Cainta, Cairo, Cajamarca, Calabar, Calamba, Calgary, Cali, Callao,
Caloocan, Calumbo, Camaguey, Camagüey, Camama, Camayenne, Campeche, Campina Grande, Campinas, Campo Grande, Campo
Limpo, Campos dos Goytacazes, Can Tho, Canberra, Cancun, Cancún, Cangzhou, Cankaya, Canoas, Cao Lanh, Cao Lãnh, Capao
Redondo, Cape Coast, Cape Town, Carabanchel, Caracas, Carapicuiba, Carapicuíba, Cardiff, Cariacica, Carrefour,
Cartagena, Caruaru, Casablanca, Cascavel, Castries, Catania, Cau Giay, Caucaia, Caxias do Sul, Cayenne, Cazenga, Cebu
City, Ceilandia, Ceilândia, Celaya, Central Coast, Centralniy, Centurion, Chak Jhumra, Chakwama, Chanda, Chandigarh,
Chandpur, Chang-hua, Changchun, Changde, Changhua, Changle, Changning, Changsha, Changshu, Changwon, Changyi,
Changzheng, Changzhi, Changzhou, Chaoyang, Chaozhou, Chapra, Charleroi, Charlotte Amalie, Chattogram, Cheboksary,
Chelyabinsk, Chemnitz, Chengde, Chengdu, Chengguan Qu, Chengzhong, Chennai, Chenzhou, Cheonan, Cheongju-si,
Cherepovets, Cherkasy, Chernihiv, Chernivtsi, Chesapeake, Chi Linh, Chiayi City, Chiba, Chicago, Chiclayo, Chifeng,
Chigasaki, Chihuahua, Chilanzar, Chimbote, Chimoio, Chingola, Chiniot, Chinju, Chipata, Chisinau, Chita, Chitato,
Chitungwiza, Chizhou, Cho Lon, Chofu, Cholula, Chon Buri, Chongjin, Chongming, Chongqing, Chongzuo, Christchurch,
Chula Vista, Chuncheon, Chungju, Chunian, Chuxiong, Chuzhou, Chí Linh, Ciampea, Cibinong, Cidade Ademar, Cigli,
Cilacap, Cilegon, Cileungsir, Cimahi, Cincinnati, Ciputat, Cirebon, Citeureup, City of Westminster, Ciudad Acuna,
Ciudad Acuña, Ciudad Apodaca, Ciudad Benito Juarez, Ciudad Benito Juárez, Ciudad Bolivar, Ciudad Bolívar, Ciudad
General Escobedo, Ciudad Guayana, Ciudad Juarez, Ciudad Juárez, Ciudad Lineal, Ciudad Lopez Mateos, Ciudad López
Mateos, Ciudad Nezahualcoyotl, Ciudad Obregon, Ciudad Obregón, Ciudad Ojeda, Ciudad Victoria, Ciudad de la Paz, Ciudad
del Este, Cixi, Cluj-Napoca, Coacalco, Coatzacoalcos, Coban, Cobán, Cochabamba, Cockburn Town, Coimbatore, Colombo,
Colonia del Valle, Colorado Springs, Comilla, Conakry, Concepcion, Concepción, Constanta, Constantine, Contagem,
Copenhagen, Cordoba, Cork, Corlu, Coro, Corpus Christi, Corrientes, Corum, Cotabato, Cotia, Cotonou, Coventry,
Coyoacan, Coyoacán, Craiova, Croix-des-Bouquets, Cuauhtemoc, Cuauhtémoc, Cuautitlan Izcalli, Cuautitlán Izcalli,
Cucuta, Cuenca, Cuernavaca, Cuiaba, Cuiabá, Cuito, Culiacan, Culiacán, Cumana, Cumaná, Curitiba, Cusco, Cuttack,
Cuíto, Cypress, Czestochowa, Cà Mau, Córdoba, Cúcuta, Da Nang, Dachang, Dadu, Daegu, Daejeon, Dajal, Dakar, Dali,
Dalian, Daliang, Dallas, Daloa, Damanhur, Damascus, Damietta, Dammam, Dandong, Danli, Danlí, Daqing, Dar es Salaam,
Darbhanga, Darnytsya, Dasmarinas, Dasmariñas, Dasoguz, Datong, Davangere, Davao, Daye, Dayrah, Dazhou, Debrecen,
Dehiwala-Mount Lavinia, Dehradun, Deir ez-Zor, Delhi, Delmas, Dengzhou, Denizli, Denpasar, Denver, Deoghar, Depok,
Dera Ghazi Khan, Dera Ismail Khan, Derby, Des Moines, Desna, Detroit, Dewas, Deyang, Dezful, Dezhou, Dhaka, Dhanbad,
Dharavi, Dhule, Di An, Diadema, Diego Garcia, Diepsloot, Diez de Octubre, Digri, Dihok, Dili, Dinajpur, Dindigul,
Dingxi, Dire Dawa, Divinopolis, Divinópolis, Djelfa, Djibouti, Dnipro, Dniprovskyi, Dodoma, Doha, Dombivali, Donetsk,
Dongguan, Donghai, Dongtai, Dongying, Dortmund, Dosquebradas, Douala, Dresden, Dubai, Dublin, Duisburg, Dumai, Duque
de Caxias, Durban, Durg, Durgapur, Dushanbe, Dusseldorf, Dzerzhinsk, Düsseldorf, East Jerusalem, East London, Ebute
Ikorodu, Ecatepec de Morelos, Edinburgh, Edmonton, Edogawe, Efon-Alaaye, Eimsbuttel, Eimsbüttel, Eindhoven, Eixample,
El Daein, El Dibir, El Fasher, El Jadida, El Obeid, El Paso, El Tigre, El-Aaiun, Elche, Eldoret, Eloy Alfaro, Eluru,
Emalahleni, Embu das Artes, Ensenada, Enshi, Enugu, Epworth, Erbil, Erfurt, Erzurum, Esenler, Esenyurt, Eskisehir,
Eslamshahr, Esmeraldas, Esna, Espoo, Essen, Etawah, Etobicoke, Evaton, Faisalabad, Fangchenggang, Fanling, Faridabad,
Farrukhabad, Fatih, Favoriten, Fayetteville, Feira de Santana, Fendou, Fenghuang, Fengshan, Fengxiang, Fergana,
Fianarantsoa, Firozabad, Florianopolis, Florianópolis, Floridablanca, Flying Fish Cove, Fontana, Formosa, Fort Wayne,
Fort Worth, Fort-de-France, Fortaleza, Foshan, Foz do Iguacu, Foz do Iguaçu, Franca, Frankfurt am Main, Freetown,
Freiburg, Fremont, Fresno, Fuchu, Fuencarral, Fuencarral-El Pardo, Fuji, Fujisawa, Fukui-shi, Fukuoka, Fukushima,
Fukuyama, Fuling, Funafuti, Fushun, Fuxin, Fuyang, Fuzhou, Gaborone, Gagnoa, Gajuwaka, Galati, Gandajika, Gandhidham,
Gandhinagar, Gangneung, Ganja, Ganzhou, Gaomi, Gaoping, Gaozhou, Gatineau, Gaya, Gaza, Gaziantep, Gazipur, Gboko,
Gdansk, Gdynia, Gebze, Geelong, Geita, Gelsenkirchen, General Santos, Geneva, Genoa, Gent, Geoje, George Town,
Georgetown, Germiston, Ghaziabad, Ghulja, Gia Lam, Gia Lâm, Gibraltar, Gifu, Gijon, Gijón, Gilgit, Gimpo-si, Gitega,
Giza, Glasgow, Glendale, Godome, Godomè, Goiania, Goiânia, Gojra, Gold Coast, Golestan, Golfe, Goma, Gombe, Gomez
Palacio, Gonder, Gongheyong, Gorakhpur, Gorgan, Gorontalo, Gothenburg, Governador Valadares, Goyang-si, Gqeberha,
Grajau, Grajaú, Granada, Gravatai, Gravataí, Graz, Greater Noida, Groningen, Grozny, Grytviken, Guadalajara,
Guangyuan, Guangzhou, Guankou, Guantanamo, Guantánamo, Guarenas, Guaruja, Guarujá, Guarulhos, Guatemala City, Guatire,
Guayaquil, Gucun, Guediawaye, Guigang, Guilin, Guiyang, Gujangbagh, Gujranwala, Gujrat, Guli, Gumi, Gunan,
Gundupalaiyam, Gunpo, Gunsan, Guntur, Gurugram, Gusau, Gustavia, Gustavo Adolfo Madero, Guwahati, Guyuan, Guédiawaye,
Gwalior, Gwangju, Gwangmyeong, Gyanpur, Gyeongju, Gyeongsan-si, Gómez Palacio, Ha Long, Ha Tinh, Hachinohe, Hachioji,
Haeju, Hafar Al-Batin, Hafizabad, Hagatna, Hai Ba Trung, Hai Duong, Haifa, Haikou, Hailar, Haiphong, Hakodate,
Halifax, Halwan, Hamadan, Hamah, Hamamatsu, Hamburg, Hamburg-Mitte, Hamburg-Nord, Hamhung, Hami, Hanam, Handan, Hangu,
Hangzhou, Hannover, Hanoi, Hanzhong, Hapur, Harare, Harbin, Hargeysa, Hathazari, Havana, Hayy Khilda, Hebi, Hechi,
Hechuan, Hefei, Hegang, Heihe, Helsinki, Hengshui, Hengyang, Herat, Hermosillo, Heroica Matamoros, Heshan, Heyuan,
Heze, Hezhou, Hialeah, Higashiosaka, Himeji, Hirakata, Hiratsuka, Hiroshima, Hisar, Hlaingthaya, Ho Chi Minh City,
Hobart, Hohhot, Hoji ya Henda, Holguin, Holguín, Homs, Honcho, Hong Kong, Hong Kong Island, Hongkou, Honiara,
Honolulu, Horlivka, Hortolandia, Hortolândia, Hosapete, Hosur, Hougang New Town, Houston, Howrah, Hrodna, Hsinchu,
Huaibei, Huaihua, Huainan, Huambo, Huancayo, Huanggang, Huangpu, Huangshan, Huangshi, Huayin, Hubballi, Huizhou, Hulan
Ergi, Huludao, Hulunbuir, Hungnam, Huntington Beach, Huntsville, Huocheng, Hurghada, Huzhou, Hwaseong-si, Hyderabad,
Iasi, Ibadan, Ibague, Ibagué, Ibaraki, Ichalkaranji, Ichihara, Ichikawa, Ichinomiya, Ifakara, Ijebu Ode, Ikare, Ikeja,
Ikire, Ikot Ekpene, Iksan, Ile-Ife, Ilesa, Iligan, Iligan City, Iloilo, Ilorin, Imperatriz, Imphal, Imus, Incheon,
Indaiatuba, Indianapolis, Indore, Insein, Ipatinga, Ipoh, Iquitos, Irapuato, Irbid, Iringa, Irkutsk, Isesaki, Iseyin,
Isfahan, Isfara, Isiro, Iskandar Puteri, Iskenderun, Islamabad, Islington, Ismailia, Istanbul, Istaravshan, Itabashi,
Itaborai, Itaboraí, Itabuna, Itagui, Itagüí, Itaim Paulista, Itapevi, Itaquaquecetuba, Itaquera, Ivano-Frankivsk,
Ivanovo, Iwaki, Ixtapaluca, Izhevsk, Izmir, Iztacalco, Iztapalapa, Jabalpur, Jabaquara, Jaboatao dos Guararapes,
Jaboatão dos Guararapes, Jacarei, Jacareí, Jacksonville, Jacobabad, Jaipur, Jajmau, Jakarta, Jalalabad, Jalalpur
Pirwala, Jalandhar, Jalgaon, Jalna, Jamaica, Jambi City, Jamestown, Jammu, Jamnagar, Jamshedpur, Jaragua, Jaraguá,
Jardim Angela, Jardim Sao Luis, Jayapura, Jebel Ali, Jeddah, Jeju City, Jember, Jeonju, Jepara, Jerez de la Frontera,
Jersey City, Jerusalem, Jessore, Jhang Sadr, Jhansi, Jiading, Jiamusi, Jiangmen, Jiangyin, Jianshui, Jiaojiang,
Jiaozhou, Jiaozuo, Jiaxing, Jiayuguan, Jieyang, Jijiga, Jilin, Jimeta, Jimma, Jinan, Jinchang, Jincheng, Jingdezhen,
Jinghong, Jingling, Jingmen, Jingzhou, Jinhua, Jining, Jinjiang, Jinshan, Jinzhong, Jinzhou, Jiujiang, Jiuquan,
Jiutepec, Jixi, Jiyuan, Jizhou, Joao Pessoa, Jodhpur, Johannesburg, Johor Bahru, Joinville, Jose C. Paz, José C. Paz,
João Pessoa, Juazeiro, Juazeiro do Norte, Juba, Juiz de Fora, Juliaca, Junagadh, Jundiai, Jundiaí, Jurong Town, Jurong
West, Kabankalan, Kabinda, Kabul, Kabwe, Kadapa, Kaduna, Kaesong, Kafrul, Kagoshima, Kahama, Kahramanmaras, Kaifeng,
Kaili, Kajang, Kakamega, Kakinada, Kakogawacho-honmachi, Kalaburagi, Kalemyo, Kaliningrad, Kalininskiy, Kallakurichi,
Kaluga, Kalyan, Kamarhati, Kamina, Kamoke, Kampala, Kampong Baharu Cheras Batu Sebelas, Kampung Baru Subang, Kampung
Kangkar Teberau, Kampung Larkin Lama, Kamyanske, Kananga, Kanayannur, Kanazawa, Kanchipuram, Kandahar, Kanggye,
Kankan, Kano, Kanpur, Kansas City, Kaohsiung, Kaolack, Kapar, Karabaglar, Karachi, Karagandy, Karaj, Karamay,
Karawalnagar, Karawang, Karbala, Kariega, Karimnagar, Karlsruhe, Karnal, Karnaphuli, Karol Bagh, Karur, Kasangati,
Kashan, Kashgar, Kashiwa, Kassala, Kasugai, Kasukabe, Kasulu, Kasur, Kathmandu, Katihar, Katowice, Katsina,
Katsushika, Kaunas, Kawagoe, Kawaguchi, Kawasaki, Kayseri, Kazan, Kediri, Keelung, Kelar, Kemerovo, Kendari, Kenema,
Kenitra, Kerman, Kermanshah, Khabarovsk, Khamis Mushait, Khandwa, Kharagpur, Kharkiv, Khartoum, Khartoum North,
Khimki, Khmelnytskyi, Khomeyni Shahr, Khorramabad, Khorramshahr, Khouribga, Khulna, Khuzdar, Kibaha, Kiel, Kigali,
Kigoma, Kikolo, Kikuyu, Kikwit, Kilamba, Kima Kieza, Kimhae, Kindu, Kingston, Kingston upon Hull, Kingstown, Kinshasa,
Kirari Sulemannagar, Kirkuk, Kirov, Kisangani, Kishiwada, Kismayo, Kisumu, Kita, Kitakyushu, Kitchener, Kitwe, Klang,
Klerksdorp, Kluang, Klungkung, Kobe, Kochi, Kolhapur, Kolkata, Kollam, Koln, Kolwezi, Kom Ombo, Komsomolsk-on-Amur,
Kon Tum, Konak, Konibodom, Konya, Korba, Korhogo, Koriyama, Korla, Koronadal, Koshigaya, Kosice, Kostanay, Kosti,
Kostroma, Kota, Kota Bharu, Kota Damansara, Kota Kinabalu, Kota Kuala Muda, Koto, Koumassi, Koutiala, Kowloon, Kowloon
City, Kozhikode, Krakow, Kraków, Krasnodar, Krasnogvargeisky, Krasnoyarsk, Krefeld, Kremenchuk, Kropyvnytskyi,
Krugersdorp, Kryvyy Rih, Kuala Lumpur, Kuala Terengganu, Kuantan, Kuching, Kucukcekmece, Kukatpally, Kulob, Kulti,
Kumamoto, Kumasi, Kumba, Kunming, Kunri, Kunshan, Kupang, Kurashiki, Kure, Kurgan, Kurnool, Kursk, Kurume, Kushinagar,
Kuwait City, Kwai Chung, Kyengera, Kyiv, Kyoto, Kyzylorda, Köln, Küçükçekmece, La Ceiba, La Paz, La Pintana, La
Romana, Lagos, Lahore, Laibin, Laiwu, Laixi, Lal Bahadur Nagar, Lang Son, Langfang, Lanus, Lanzhou, Lanús, Laohekou,
Lapu-Lapu City, Laredo, Larkana, Las Palmas de Gran Canaria, Las Pinas, Las Piñas, Las Tunas, Las Vegas, Latacunga,
Latakia, Latur, Lauro de Freitas, Laval, Leeds, Leicester, Leipzig, Lekki, Leon de los Aldama, Leshan, Lexington,
Lexington-Fayette, León de los Aldama, Lhoka, Lhokseumawe, Lianshan, Lianyungang, Liaocheng, Liaoyang, Libertad,
Libreville, Lichinga, Lijiang, Likasi, Lille, Lilongwe, Limeira, Lincang, Linfen, Linqu, Linxia Chengguanzhen, Linyi,
Linz, Lipa City, Lipetsk, Lisbon, Lishui, Little Rock, Liupanshui, Liuzhou, Liverpool, Ljubljana, Loa Janan, Lobito,
Logan City, Loja, Lome, Lomé, London, Londrina, Long Beach, Long Bien, Long Xuyen, Long Xuyên, Longgang, Longling
County, Longshan, Longueuil, Longyan, Longyearbyen, Los Angeles, Los Mochis, Los Teques, Loudi, Louisville, Luancheng,
Luanda, Lubango, Lubbock, Lubeck, Lublin, Lubuklinggau, Lubumbashi, Lucena, Lucknow, Ludhiana, Luena, Luhansk,
Luliang, Luohe, Luohu District, Luojiang, Luoyang, Lusaka, Luton, Lutsk, Luxembourg, Luxor, Luzhou, Luziania,
Luziânia, Lviv, Lyon, Lübeck, Lüliang, Ma On Shan, Macao, Macapa, Macapá, Macau, Maceio, Maceió, Machala, Machida,
Madinah, Madinat an Nasr, Madiun, Madrid, Madurai, Maebashi, Magdalena Contreras, Magdeburg, Mage, Magnitogorsk,
Magugpo Poblacion, Magé, Mahajanga, Maheshtala, Mahilyow, Maianga, Maiduguri, Mainz, Maipu, Maipú, Majuro, Makassar,
Makati City, Makhachkala, Makiyivka, Makkah, Makurdi, Malabon, Malacca, Malaga, Malang, Malanje, Malatya, Malegaon,
Malingao, Malir Cantonment, Mallawi, Malmo, Malmö, Malolos, Maltepe, Mamoudzou, Manado, Managua, Manama, Manaus,
Manchester, Mandalay, Mandaluyong, Mandaluyong City, Mandaue City, Mangaluru, Manhattan, Manila, Manisa, Manizales,
Mannheim, Mansilingan, Manta, Mantampay, Mantilla, Manukau City, Maoming, Maputo, Mar del Plata, Maracaibo, Maracanau,
Maracanaú, Maracay, Maradi, Maragheh, Marawi City, Marcory, Mardan, Marica, Maricá, Mariehamn, Marienthal, Marigot,
Marikina City, Marilia, Maringa, Maringá, Mariupol, Marka, Marne La Vallee, Marne La Vallée, Maroua, Marrakesh,
Marseille, Maryvale, Marília, Masan, Maseru, Mashhad, Masina, Mata Utu, Matadi, Mataram, Mathura, Matola, Matsudo,
Matsue, Matsumoto, Matsuyama, Maturin, Maturín, Maua, Mauá, Mawlamyine, Mazar-e Sharif, Mazatlan, Mazatlán, Mbabane,
Mbandaka, Mbarara, Mbeya, Mbour, Mbuji-Mayi, Mdantsane, Meads, Medan, Medellin, Medellín, Meerut, Meguro, Meishan,
Meizhou, Meknes, Melbourne, Melekeok, Memphis, Mengzi, Menongue, Merida, Merkezefendi, Merlo, Mersin, Messina,
Mexicali, Mexico City, Meycauayan, Miami, Mianyang, Miguel Hidalgo, Milan, Milton Keynes, Milwaukee, Minamirinkan,
Minato, Minato City, Mingora, Minhang, Minneapolis, Minsk, Minya, Miri, Mirpur Khas, Mirpur Model Thana, Mirzapur,
Misratah, Mississauga, Mito, Mixco, Miyazaki, Mogadishu, Mogi das Cruzes, Mohammadpur, Mohammedia, Mokotow, Mokotów,
Mokpo, Mombasa, Monchengladbach, Monclova, Monrovia, Monteria, Monterrey, Montería, Montes Claros, Montevideo,
Montpellier, Montreal, Montréal, Moradabad, Morelia, Morena, Moreno Valley, Morioka, Morogoro, Moroni, Morvi, Moscow,
Moshi, Mossamedes, Mossoro, Mossoró, Mostoles, Mosul, Motijheel, Mpanda, Muar, Mubi, Mudanjiang, Mueang Nonthaburi,
Mukalla, Mukim Pulai, Mulenvos, Multan, Mulugu, Mumbai, Munich, Munster, Muntinlupa, Muratpasa, Murcia, Muridke,
Murmansk, Murwara, Musaffah, Muscat, Mutare, Muzaffarabad, Muzaffargarh, Muzaffarnagar, Muzaffarpur, Mwanza, Mwene, My
Tho, Mykolayiv, Mymensingh, Mysuru, Mzuzu, Málaga, Mérida, Móstoles, Mönchengladbach, Münster, NIA Valencia,
Naberezhnyye Chelny, Nacala, Nadiad, Nagano, Nagaoka, Nagar Naluakot, Nagareyama, Nagarpur, Nagasaki, Nagercoil,
Nagoya, Nagpur, Naha, Naihati, Nairobi, Najaf, Najafabad, Najafgarh, Najran, Nakano, Nakuru, Nalchik, Namangan,
Nampula, Nanchang, Nanchong, Nanchuan, Nanded, Nandyal, Nangloi Jat, Nanjing, Nanning, Nanping, Nanqiao, Nansana,
Nantes, Nantong, Nanyang, Naples, Nara-shi, Narayanganj, Narela, Narsingdi, Nashik, Nashville, Nasim Shahr,
Nasimshahr, Nasiriyah, Nassau, Natal, Natore, Naucalpan de Juarez, Naucalpan de Juárez, Navegantes, Navi Mumbai,
Navotas, Nawabshah, Nay Pyi Taw, Nazret, Ndola, Neihu, Neijiang, Neiva, Nellore, Netanya, Neue Neustadt, Neuquen,
Neuquén, New Cairo, New Delhi, New Kingston, New Orleans, New South Memphis, New Taipei City, New Territories, New
York City, Newark, Newcastle, Newcastle upon Tyne, Neyagawa, Neyshabur, Ngaoundere, Ngaoundéré, Nghi Son, Nha Trang,
Niamey, Nianbo, Nicolas Romero, Nicolás Romero, Nicosia, Niigata, Nilufer, Nilüfer, Ningbo, Ningde, Ninh Hoa, Ninh
Hòa, Nishi-Tokyo-shi, Nishinomiya, Niteroi, Niterói, Nizamabad, Nizhnekamsk, Nizhnevartovsk, Nizhniy Novgorod, Nizhny
Tagil, Nogales, Noida, Norfolk, North Las Vegas, North Shore, Northampton, Nottingham, Nouakchott, Noumea, Nova
Iguacu, Nova Iguaçu, Nova Vida, Novi Sad, Novo Hamburgo, Novokuznetsk, Novorossiysk, Novosibirsk, Nowrangapur, Nuevo
Laredo, Nukus, Nunoa, Nur-Sultan, Nuremberg, Nuuk, Nyala, Nyingchi, Nzerekore, Nzérékoré, Oakland, Oakville, Oaxaca,
Obalende, Oberhausen, Obolon, Odesa, Ogbomoso, Oita, Ojo de Agua, Okara, Okayama, Okazaki, Okene, Oklahoma City,
Oldham, Olongapo, Omaha, Omdurman, Omsk, Ondo, Ongole, Onitsha, Ooty, Oran, Oranjestad, Ordos, Ordu, Orel, Orenburg,
Ormoc, Orsk, Orumiyeh, Oruro, Orël, Osaka, Osan, Osasco, Oslo, Osmaniye, Osogbo, Ostrava, Otsu, Ottawa, Ouagadougou,
Oujda, Oulu, Oviedo, Owerri, Oxnard, Paarl, Pachuca de Soto, Padang, Padangsidempuan, Padua, Pagadian, Pago Pago,
Pakdasht, Palangkaraya, Palembang, Palermo, Pali, Palikir, Pallabi, Pallavaram, Palmas, Palu, Pamplona, Panabo, Panama
City, Panchkula, Pangkalpinang, Panihati, Panipat, Panjin, Panshan, Panzhihua, Papeete, Parakou, Paramaribo, Parana,
Paranaque City, Paraná, Parauapebas, Parbhani, Paris, Parnamirim, Pasarkemis, Pasay, Pasig City, Pasir Gudang, Pasir
Mas, Pasto, Pasuruan, Patan, Pathein, Patiala, Patna, Paulista, Pavlodar, Paya Terubong, Pekalongan, Pekanbaru,
Pelentong, Pelotas, Pematangsiantar, Pemba, Penalolen, Pengze, Penza, Percut, Perm, Perth, Peshawar, Petah Tiqva,
Petaling Jaya, Petare, Petionville, Petrolina, Petropavl, Petropolis, Petrozavodsk, Petrópolis, Peñalolén, Phan
Rang-Thap Cham, Phan Rang-Tháp Chàm, Phan Thiet, Philadelphia, Philipsburg, Phnom Penh, Pho Yen, Phoenix, Phu My, Phu
Quoc, Pietermaritzburg, Pikine, Pimpri, Pimpri-Chinchwad, Pindi Bhattian, Pingdingshan, Pingdu, Pingliang, Pingxiang,
Piracicaba, Pittsburgh, Piura, Pizhou, Plano, Plovdiv, Plymouth, Podgorica, Pohang, Pointe-Noire, Pokhara, Polokwane,
Poltava, Ponta Grossa, Pontianak, Popayan, Popayán, Porlamar, Port Harcourt, Port Louis, Port Moresby, Port Said, Port
Sudan, Port Vila, Port of Spain, Port-au-Prince, Port-aux-Francais, Port-de-Paix, Portland, Porto, Porto Alegre, Porto
Velho, Porto-Novo, Portoviejo, Portsmouth, Posadas, Poznan, Prague, Praia, Praia Grande, Pravyi Bereh, Prayagraj,
Presidente Prudente, Pretoria, Pristina, Probolinggo, Pskov, Pucallpa, Puchong, Pudong, Puducherry, Puebla, Puente
Alto, Puente de Vallecas, Puerto La Cruz, Puerto Montt, Puerto Princesa, Puerto Vallarta, Punasa, Pune, Punggol,
Puning, Puri, Purnia, Purwokerto, Putian, Putuo, Puxi, Puyang, Pyeongtaek, Pyongyang, Pétionville, Qadirpur Ran,
Qarchak, Qarshi, Qazvin, Qibao, Qina, Qingdao, Qingpu, Qingyang, Qingyuan, Qingzhou, Qinhuangdao, Qinzhou, Qionghai,
Qiqihar, Qitaihe, Qods, Quan Ba, Quan Muoi, Quan Muoi Mot, Quan Sau, Quang Ngai, Quanzhou, Quebec, Quelimane, Quetta,
Quevedo, Quezon City, Qui Nhon, Quilicura, Quilmes, Quito, Qujing, Quthbullapur, Quzhou, Québec, Rabat, Rach Gia,
Radom, Rahim Yar Khan, Raichur, Raipur, Rajamahendravaram, Rajkot, Rajpur Sonarpur, Rajshahi, Ramadi, Ramagundam,
Ramgundam, Ramiros, Rampur, Rancagua, Ranchi, Randburg, Rangpur, Raniganj, Ranipet, Ras Al Khaimah, Rasapudipalem,
Rasht, Ratlam, Raurkela Industrial Township, Rawalpindi, Rayon KTZ, Recife, Rengasdengklok, Rennes, Resistencia, Rewa,
Reykjavik, Reynosa, Ribeirao Preto, Ribeirao das Neves, Ribeirão Preto, Ribeirão das Neves, Richards Bay, Richmond,
Richmond Hill, Riga, Rio Branco, Rio Claro, Rio Verde, Rio de Janeiro, Riobamba, Rishon LeTsiyyon, Rivne, Riyadh,
Rizhao, Road Town, Rochester, Rohini, Rohtak, Rome, Rondonopolis, Rondonópolis, Roodepoort, Roseau, Rostov-on-Don,
Rotterdam, Rourkela, Rufisque, Rufisque est, Rugao, Ruiru, Russeifa, Rustenburg, Rybinsk, Sa Dec, Sabadell, Sabya,
Sabzevar, Sacoma, Sacomã, Sacramento, Saddiqabad, Sadr City, Safi, Sagamihara, Saharanpur, Sahiwal, Saint Helier,
Saint Paul, Saint Petersburg, Saint-Denis, Saint-Louis, Saint-Marc, Saint-Pierre, Saipan, Saitama, Sakai, Sale, Sale
Al Jadida, Salem, Salt Lake City, Salta, Saltillo, Saltivka, Salé, Salé Al Jadida, Samambaia, Samarinda, Samarkand,
Samba, Samsun, Samut Prakan, San Antonio, San Bernardino, San Bernardo, San Cristobal, San Cristobal de las Casas, San
Cristóbal, San Cristóbal de las Casas, San Diego, San Felipe, San Fernando, San Fernando de Apure, San Francisco, San
Jose, San Jose del Monte, San José, San Juan, San Lorenzo, San Luis Potosi, San Luis Potosí, San Marino, San Miguel,
San Miguel de Tucuman, San Miguel de Tucumán, San Miguelito, San Nicolas de los Garza, San Nicolás de los Garza, San
Pablo, San Pedro, San Pedro Sula, San Pedro de Macoris, San Pedro de Macorís, San Salvador, San Salvador de Jujuy,
San-Pedro, San-Pédro, Sanaa, Sanandaj, Sancaktepe, Sandakan, Sangli, Sanhe, Sanmenxia, Sanming, Sant Marti, Sant
Martí, Santa Ana, Santa Catarina, Santa Clara, Santa Cruz de Tenerife, Santa Cruz de la Sierra, Santa Fe, Santa Luzia,
Santa Maria, Santa Marta, Santa Rosa, Santa Teresa del Tuy, Santiago de Cuba, Santiago de Queretaro, Santiago de
Querétaro, Santiago de Surco, Santiago de los Caballeros, Santiago del Estero, Santo Andre, Santo André, Santo
Domingo, Santo Domingo Este, Santo Domingo Oeste, Santo Domingo de los Colorados, Santol, Sanya, Sao Bernardo do
Campo, Sao Carlos, Sao Joao de Meriti, Sao Jose, Sao Jose de Ribamar, Sao Jose do Rio Preto, Sao Jose dos Campos, Sao
Jose dos Pinhais, Sao Leopoldo, Sao Luis, Sao Paulo, Sao Tome, Sao Vicente, Sapele, Sapopemba, Sapporo, Sarajevo,
Saransk, Saratov, Sargodha, Sariwon-si, Sasebo, Saskatoon, Satna, Saugor, Saurimo, Savar, Saveh, Scottsdale, Seattle,
Secunderabad, Seeb, Segou, Sejong, Sekondi, Selayang Baru Utara, Semarang, Semey, Sendai, Sengkang New Town,
Seongnam-si, Seoul, Sepang, Serang, Serekunda, Seremban, Serra, Setagaya, Setapak, Sete Lagoas, Setif, Sevastopol,
Severnyy, Sevilla, Sfax, Sha Tin, Shagamu, Shah Alam, Shahjanpur, Shahkot, Shahriar, Shakhty, Sham Shui Po, Shanghai,
Shangluo, Shangqiu, Shangrao, Shangyu, Shantou, Shanwei, Shaoguan, Shaoxing, Shaoyang, Sharjah, Shashamane, Sheffield,
Shekhupura, Shenyang, Shenzhen, Shevchenkivskyi, Shibganj, Shibin al Kawm, Shibuya, Shihezi, Shijiazhuang, Shijie,
Shikarpur, Shimonoseki, Shinagawa, Shinjuku, Shiqi, Shiraz, Shivaji Nagar, Shivamogga, Shiyan, Shizuishan, Shizuoka,
Sholapur, Shouguang, Shrirampur, Shuangyashan, Shubra al Khaymah, Shuozhou, Shyamnagar, Shymkent, Sialkot, Sidi Bel
Abbes, Sikar, Sikasso, Siliguri, Simferopol, Sincelejo, Sinfra, Singa, Singapore, Singida, Singkawang, Singrauli,
Sinjhoro, Sinop, Sinuiju, Siping, Sisli, Situbondo, Sivakasi, Sivas, Skardu, Skopje, Smolensk, Soacha, Sobral, Soc
Trang, Sochi, Sodo, Sohag, Soka, Sokoto, Soledad de Graciano Sanchez, Soledad de Graciano Sánchez, Solwezi, Somerset
West, Son Tay, Songea, Songjiang, Sonipat, Sorocaba, Sorong, Soshanguve, Sosnowiec, Sousse, South Boston, South
Dublin, South Tangerang, Southampton, Southend-on-Sea, Soweto, Soyapango, Soyo, Spokane, Sri Ganganagar, Srinagar, St
Peter Port, St. Louis, St. Petersburg, Staryy Oskol, Staten Island, Stavropol, Sterlitamak, Stockholm, Stockton,
Stoke-on-Trent, Strasbourg, Stuttgart, Subang Jaya, Sucre, Suez, Suginami, Suicheng, Suihua, Suining, Suita, Suizhou,
Sukabumi, Sukkur, Sulaymaniyah, Sultanah, Sultanbeyli, Sultangazi, Sumare, Sumaré, Sumbawanga, Sumbe, Sumedang,
Sumgayit, Sumida, Sumy, Suncheon, Sungai Buloh, Sungai Petani, Sunshine Coast, Suqian, Surabaya, Surakarta, Surat,
Surgut, Surrey, Suva, Suwon, Suzano, Suzhou, Swansea, Swindon, Sydney, Syktyvkar, Sylhet, Szczecin, São Bernardo do
Campo, São Carlos, São José, São José de Ribamar, São José do Rio Preto, São José dos Campos, São José dos Pinhais,
São João de Meriti, São Leopoldo, São Luís, São Paulo, São Vicente, Ségou, Sétif, Taboao da Serra, Tabora, Taboão da
Serra, Tabriz, Tabuk, Tacloban, Tacna, Tacoma, Taganrog, Taguig, Tai Po, Taicang, Taichung, Tainan, Taipei, Taiping,
Taito, Taiyuan, Taiz, Taizhou, Takamatsu, Takarazuka, Takasaki, Takatsuki, Takeo, Takoradi, Talatona, Talhar,
Tallahassee, Tallinn, Tamale, Taman Petaling, Tambov, Tampa, Tampere, Tampico, Tampines Estate, Tampines New Town, Tan
An, Tando Allahyar, Tando Bago, Tanga, Tangerang, Tanggu, Tanghe, Tangier, Tangshan, Tanjung Pinang, Tanta, Tantou,
Tanzhou, Taoyuan, Tapachula, Tarakan, Tarawa, Taraz, Targu Mures, Tarlac City, Tarsus, Tartus, Tashkent, Tasikmalaya,
Taubate, Taubaté, Tawau, Taytay, Tbilisi, Tegal, Tegucigalpa, Tehran, Tehuacan, Tehuacán, Tel Aviv, Teluk Intan,
Temara, Temuco, Teni, Tepic, Teresina, Ternate, Ternopil, Terrassa, Tete, Tetouan, Thai Nguyen, Thane, Thanh Hoa,
Thanh Hóa, Thanh Khe, Thanh Khê, Thanh Pho Ba Ria, Thanh Xuan, Thanh Xuân, Thanjavur, The Bronx, The Hague, The
Valley, Thembisa, Thessaloniki, Thessaloníki, Thies, Thies Nones, Thika, Thimphu, Thiruvananthapuram, Thiès, Thiès
Nones, Thoothukudi, Thrissur, Thu Dau Mot, Thuan An, Thuqbah, Thái Nguyên, Tianjin, Tianshui, Tieling, Tijuana,
Tilburg, Timisoara, Tin Shui Wai, Tirana, Tiruchirappalli, Tirunelveli, Tirupati, Tiruppur, Tiruvottiyur, Tlahuac,
Tlalnepantla, Tlalpan, Tlaquepaque, Tláhuac, Toamasina, Tokorozawa, Tokushima, Tokyo, Toli-Toli, Toluca, Tolyatti,
Tomsk, Tonala, Tonalá, Tongchuan, Tongchuanshi, Tonghua, Tongliao, Tongling, Tongshan, Toronto, Torreon, Torreón,
Torshavn, Toshima, Touba, Toulouse, Townsville, Toyama, Toyohashi, Toyonaka, Toyota, Trabzon, Tri-Cities, Trieste,
Tripoli, Trondheim, Tseung Kwan O, Tshikapa, Tsuen Wan, Tsukuba, Tucson, Tuen Mun, Tulsa, Tulua, Tuluá, Tumkur,
Tunduma, Tungi, Tunis, Turin, Turkistan, Turkmenabat, Turku, Turmero, Turpan, Tuxtla, Tver, Tyumen, Tân An, Tétouan,
Türkmenabat, Uberaba, Uberlandia, Uberlândia, Udaipur, Ugep, Uige, Uijeongbu-si, Ujjain, Ulaanbaatar, Ulan Bator,
Ulan-Ude, Ulanqab, Ulhasnagar, Ulsan, Ulu Bedok, Uluberiya, Ulyanovsk, Umraniye, Umuahia, Upper West Side, Uruapan,
Urumqi, Usak, Uskudar, Ust-Kamenogorsk, Utrecht, Utsunomiya, Uvira, Uíge, Vadodara, Vaduz, Valera, Valladolid,
Valledupar, Valletta, Valparaiso, Valparaíso, Vancouver, Vanderbijlpark, Vantaa, Varamin, Varanasi, Varna, Varzea
Grande, Vatican City, Velikiy Novgorod, Vellore, Venustiano Carranza, Veracruz, Vereeniging, Verona, Viamao, Viamão,
Viana, Victoria de Durango, Vienna, Vientiane, Viet Tri, Viet Yen, Vigo, Vijayapura, Vijayawada, Vila Flor, Vila
Velha, Villa Nueva, Villahermosa, Villavicencio, Vilnius, Vina del Mar, Vinh, Vinnytsya, Virar, Virginia Beach,
Visakhapatnam, Vitebsk, Vitoria, Vitoria da Conquista, Vitória, Vitória da Conquista, Vizianagaram, Viña del Mar,
Vladikavkaz, Vladimir, Vladivostok, Volgograd, Vologda, Volta Redonda, Volzhsky, Voronezh, Vung Tau,
Vyhurivshchyna-Troyeshchyna, Vykhino-Zhulebino, Várzea Grande, Wad Medani, Wafangdian, Wah Cantt, Wakayama, Wandsbek,
Wangsa Maju, Wanning, Wanxian, Wanzhou, Warangal, Warder, Warri, Warsaw, Weifang, Weihai, Weinan, Welkom, Wellington,
Wenchang, Wenshan City, Wenzhou, West Island, West Jerusalem, West Raleigh, Wichita, Wiesbaden, Willemstad, Windhoek,
Winejok, Winnipeg, Winston-Salem, Wollongong, Wolverhampton, Wong Tai Sin, Wonju, Wonsan, Woodlands, Worcester, Wuhai,
Wuhan, Wuhu, Wuppertal, Wuwei, Wuxi, Wuxue, Wuzhong, Wuzhou, Xalapa de Enriquez, Xalapa de Enríquez, Xiamen, Xiangtan,
Xiangyang, Xianning, Xiantao, Xianyang, Xiaogan, Xichang, Xico, Xilinhot, Xingning, Xingtai, Xingyi, Xining, Xintai,
Xinxiang, Xinyang, Xinyi, Xinyu, Xinyuan, Xinzhou, Xiuying, Xizhi, Xochimilco, Xuan Loc, Xuancheng, Xuanhua, Xuchang,
Xuhui, Xuzhou, Yakutsk, Yamagata, Yamato, Yamoussoukro, Yamuna Nagar, Yanbu, Yancheng, Yanghang, Yangjiang, Yangon,
Yangpu, Yangquan, Yangsan, Yangshuo, Yangzhou, Yanji, Yantai, Yanzhou, Yaounde, Yaoundé, Yaren, Yaroslavl, Yazd,
Yekaterinburg, Yenagoa, Yeosu, Yerevan, Yibin, Yichang, Yichun, Yinchuan, Yingkou, Yingtan, Yintai, Yishun New Town,
Yiwu, Yixing, Yogyakarta, Yokkaichi, Yokohama, Yokosuka, Yola, Yongji, Yongkang, Yongzhou, Yonkers, Yoshkar-Ola, Yuci,
Yuen Long, Yuen Long San Hui, Yueyang, Yulin, Yuncheng, Yunfu, Yunlong, Yunusobod, Zagazig, Zagreb, Zahedan,
Zamboanga, Zanjan, Zanzibar, Zaozhuang, Zapopan, Zaporizhzhya, Zaragoza, Zaria, Zarqa, Zelenograd, Zeytinburnu,
Zhabei, Zhangjiagang, Zhangjiajie, Zhangjiakou, Zhangye, Zhangzhou, Zhanjiang, Zhaoqing, Zhaotong, Zhengzhou,
Zhenjiang, Zhongshan, Zhongwei, Zhoukou, Zhoushan, Zhu Cheng City, Zhubei, Zhucheng, Zhuhai, Zhumadian, Zhuzhou,
Zhytomyr, Zibo, Zigong, Ziguinchor, Zinder, Zitong, Ziyang, Zliten, Zoucheng, Zumpango, Zunyi, Zurich, Zürich, Águas
Lindas de Goiás, Álvaro Obregón, Århus, Çankaya, Çorlu, Çorum, Ñuñoa, Ürümqi, Üsküdar
"""

CITIES: Final = frozenset(" ".join(name.split()) for name in _NAMES.replace("\n", " ").split(","))
