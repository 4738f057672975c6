"""Large cities that are no names of IANA zones, or have another name in French, and their zones.

Each entry is a zone and the cities whose clocks show its time. Of a name that several large cities
share, or that is a common word, the entry says which is meant: it is found while it is typed, but
does not stand for the zone by itself.
"""

from __future__ import annotations

_TABLE = """
Africa/Abidjan: Bouaké, Yamoussoukro
Africa/Accra: Kumasi, Tamale
Africa/Addis_Ababa: Addis-Abeba, Dire Dawa, Mekelle
Africa/Algiers: Alger, Annaba, Constantine, Oran
Africa/Bamako: Sikasso
Africa/Banjul: Serekunda
Africa/Blantyre: Lilongwe, Mzuzu
Africa/Bujumbura: Gitega
Africa/Cairo: Alexandria (Egypt), Alexandrie, Asyut, Giza, Gizeh, Le Caire, Louxor, Luxor,
    Mansoura, Port Said, Tanta
Africa/Casablanca: Agadir, Fez, Fès, Marrakech, Marrakesh, Meknes, Oujda, Rabat, Salé (Morocco),
    Tanger, Tangier
Africa/Dakar: Saint-Louis (Senegal), Thiès, Touba
Africa/Dar_es_Salaam: Arusha, Dodoma, Mbeya, Mwanza, Zanzibar
Africa/Douala: Bamenda, Garoua, Yaoundé
Africa/Gaborone: Francistown
Africa/Harare: Bulawayo
Africa/Johannesburg: Bloemfontein, Cape Town, Durban, Gqeberha, Le Cap, Port Elizabeth, Pretoria,
    Soweto, Tshwane
Africa/Kampala: Entebbe, Gulu, Mbarara
Africa/Khartoum: Omdurman
Africa/Kigali: Butare
Africa/Kinshasa: Matadi
Africa/Lagos: Aba, Abeokuta, Abuja, Akure, Benin City, Calabar, Enugu, Ibadan, Ilorin, Jos,
    Kaduna, Kano, Maiduguri, Onitsha, Owerri, Port Harcourt, Sokoto, Uyo, Warri, Zaria
Africa/Luanda: Benguela, Huambo
Africa/Lubumbashi: Bukavu, Goma, Kisangani, Mbuji-Mayi
Africa/Lusaka: Kitwe, Ndola
Africa/Maputo: Beira, Matola, Nampula
Africa/Mogadishu: Hargeisa, Mogadiscio
Africa/Nairobi: Eldoret, Kisumu, Mombasa, Nakuru, Thika
Africa/Ndjamena: N'Djamena
Africa/Nouakchott: Nouadhibou
Africa/Ouagadougou: Bobo-Dioulasso
Africa/Porto-Novo: Cotonou
Africa/Tripoli: Benghazi, Misrata
Africa/Tunis: Sfax, Sousse
Africa/Windhoek: Walvis Bay
America/Argentina/Buenos_Aires: La Plata, Mar del Plata
America/Bahia: Salvador de Bahia
America/Bogota: Barranquilla, Bucaramanga, Cali, Medellín
America/Caracas: Maracaibo
America/Chicago: Austin, Dallas, Fort Worth, Houston, Kansas City, La Nouvelle-Orléans, Memphis,
    Milwaukee, Minneapolis, Nashville, New Orleans, Oklahoma City, Omaha, Saint Louis, San
    Antonio, Tulsa
America/Denver: Albuquerque, Colorado Springs, El Paso, Salt Lake City
America/Edmonton: Calgary
America/Fortaleza: Natal, Teresina
America/Guatemala: Guatemala City
America/Guayaquil: Quito
America/Havana: La Havane
America/Jamaica: Kingston (Jamaica)
America/La_Paz: Cochabamba, Santa Cruz de la Sierra
America/Lima: Arequipa
America/Los_Angeles: Fresno, Las Vegas, Oakland, Sacramento, San Diego, San Francisco, San Jose
    (California), Seattle
America/Mexico_City: Ciudad de México, Guadalajara, Mexico, Puebla
America/New_York: Atlanta, Baltimore, Boston, Brooklyn, Buffalo, Charlotte, Cincinnati, Cleveland,
    Columbus, Jacksonville, Miami, Orlando, Philadelphia, Philadelphie, Pittsburgh, Raleigh,
    Tampa, Washington
America/Panama: Panama City
America/Phoenix: Tucson
America/Port-au-Prince: Pétion-Ville
America/Recife: Olinda
America/Santiago: Santiago du Chili, Valparaíso
America/Santo_Domingo: Saint-Domingue
America/Sao_Paulo: Belo Horizonte, Brasília, Campinas, Curitiba, Florianópolis, Goiânia, Porto
    Alegre, Rio de Janeiro
America/Toronto: Mississauga, Ottawa, Québec
Asia/Almaty: Astana
Asia/Amman: Zarqa
Asia/Baghdad: Bagdad, Basra, Bassora, Erbil, Mossoul, Mosul
Asia/Bangkok: Chiang Mai
Asia/Beirut: Beyrouth
Asia/Colombo: Kandy
Asia/Damascus: Alep, Aleppo, Damas
Asia/Dhaka: Chattogram, Chittagong, Sylhet
Asia/Dubai: Abou Dabi, Abu Dhabi, Sharjah
Asia/Ho_Chi_Minh: Da Nang, Hanoi
Asia/Hong_Kong: Kowloon
Asia/Jakarta: Bandung, Medan, Semarang, Surabaya, Yogyakarta
Asia/Jerusalem: Haifa
Asia/Kabul: Kaboul
Asia/Karachi: Faisalabad, Hyderabad (Pakistan), Islamabad, Lahore, Multan, Peshawar, Rawalpindi
Asia/Kathmandu: Katmandou, Pokhara
Asia/Kolkata: Ahmedabad, Bangalore, Bengaluru, Bhopal, Bombay, Chandigarh, Chennai, Coimbatore,
    Delhi, Hyderabad (India), Indore, Jaipur, Kanpur, Kochi (India), Lucknow, Madras, Mumbai,
    Nagpur, New Delhi, Pune, Surat
Asia/Kuala_Lumpur: Johor Bahru, Penang
Asia/Makassar: Denpasar
Asia/Manila: Cebu, Davao, Manille, Quezon City
Asia/Muscat: Mascate
Asia/Qatar: Doha
Asia/Riyadh: Dammam, Djeddah, Jeddah, La Mecque, Mecca, Medina, Médine, Riyad
Asia/Seoul: Busan, Daegu, Incheon
Asia/Shanghai: Beijing, Canton, Chengdu, Guangzhou, Hangzhou, Nanjing, Pékin, Shenzhen, Tianjin,
    Wuhan, Xi'an
Asia/Singapore: Singapour
Asia/Taipei: Kaohsiung, Taichung
Asia/Tashkent: Tachkent
Asia/Tbilisi: Tbilissi
Asia/Tehran: Isfahan, Ispahan, Mashhad, Shiraz, Tabriz, Téhéran
Asia/Tokyo: Fukuoka, Hiroshima, Kobe, Kyoto, Nagoya, Osaka, Sapporo, Yokohama
Asia/Ulaanbaatar: Oulan-Bator
Asia/Yangon: Mandalay, Rangoun
Asia/Yekaterinburg: Iekaterinbourg
Atlantic/Canary: Las Palmas, Tenerife
Australia/Brisbane: Gold Coast
Europe/Amsterdam: Eindhoven, La Haye, Rotterdam, The Hague, Utrecht
Europe/Athens: Athènes, Thessaloniki, Thessalonique
Europe/Berlin: Bremen, Cologne, Dresde, Dresden, Düsseldorf, Francfort, Frankfurt, Hambourg,
    Hamburg, Hanover, Leipzig, Munich, Nuremberg, Stuttgart
Europe/Brussels: Antwerp, Anvers, Bruxelles, Gand, Ghent, Liège
Europe/Bucharest: Bucarest, Cluj-Napoca
Europe/Copenhagen: Aarhus, Copenhague
Europe/Dublin: Cork
Europe/Helsinki: Espoo, Tampere
Europe/Istanbul: Ankara, Antalya, Bursa, Izmir
Europe/Kyiv: Dnipro, Kharkiv, Lviv, Odesa, Odessa
Europe/Lisbon: Lisbonne, Porto
Europe/London: Bristol, Cardiff, Edinburgh, Glasgow, Leeds, Liverpool, Londres, Manchester,
    Oxford, Sheffield, Édimbourg
Europe/Luxembourg: Esch-sur-Alzette
Europe/Madrid: Barcelona, Barcelone, Bilbao, Málaga, Saragosse, Seville, Valencia (Spain),
    Zaragoza
Europe/Moscow: Kazan, Moscou, Saint Petersburg, Saint-Pétersbourg
Europe/Oslo: Bergen, Trondheim
Europe/Paris: Bordeaux, Grenoble, Lille, Lyon, Marseille, Montpellier, Nantes, Nice (France),
    Rennes, Strasbourg, Toulouse
Europe/Prague: Brno
Europe/Rome: Bologna, Bologne, Florence, Genoa, Gênes, Milan, Naples, Palerme, Palermo, Turin,
    Venice, Venise
Europe/Sofia: Plovdiv
Europe/Stockholm: Gothenburg, Göteborg, Malmö
Europe/Vienna: Graz, Linz, Salzbourg, Salzburg, Vienne
Europe/Warsaw: Cracovie, Gdańsk, Kraków, Poznań, Varsovie, Wrocław, Łódź
Europe/Zurich: Basel, Bern, Berne, Bâle, Geneva, Genève, Lausanne
Indian/Antananarivo: Tananarive, Toamasina
Indian/Mauritius: Port Louis
Indian/Reunion: Saint-Denis (Réunion)
Pacific/Auckland: Christchurch, Wellington
"""


def _entries() -> list[tuple[str, str]]:
    lines = _TABLE.strip().replace("\n    ", " ").splitlines()
    entries = (line.partition(": ") for line in lines)
    return [(city, zone) for zone, _, cities in entries for city in cities.split(", ")]


CITIES: tuple[tuple[str, str], ...] = tuple(_entries())
"""Each city by the name that is shown, and its zone."""
