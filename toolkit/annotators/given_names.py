"""Given names, lower-case, that only women or only men mostly have, from the news of many countries; hand-made."""

from __future__ import annotations

from typing import Final

FEMALE_NAMES: Final = frozenset(
    """abbie adaora adele adeline aditi adriana agatha agnes agnieszka aileen aimee aino akiko alana alejandra
    aleksandra alena alessandra alexa alexandra alicia alina alison alissa allison allyson alma althea alyssa amara
    amelia amelie amina ananya anastasia angelica angelina angharad angie anika anita annabel annabelle annegret
    anneliese annette antoinette antonella aoife april ariana arlene asma audrey aurora autumn avigail ayesha ayse
    ayumi azar barbra beata beatrice beatrix becky belinda bella benazir bernice bertha bessie bethany betsy bettina
    bianca biljana birgitte blanche bonnie briana brianna bronwen brooke bushra caitlin callie camila camille
    candace caoimhe cara carla carlotta carmela carole carolina caroline carrie carys cassandra cassidy cassie
    catalina caterina cathleen catriona cecile cecilia cecily celeste celia celine charlene charlize chelsie cherie
    chiara chimamanda chloe chrissy christa christie ciara clarissa claudette claudine clementine colette connie
    constance consuelo corazon cordelia corinne crystal daisy daniela daphne darcy daria darlene darya dawn deanna
    debora deepika deirdre delia della delores desiree despina dewi dianne dina divya dixie dora doreen dorota
    dorothea dragana edna eileen eilidh ekaterina elaine eleni elif elisa elisabeth elisabetta elisha eliza elodie
    elsa elsie elspeth elvira emiko emilia emilie emine ernestine esperanza esra estelle ester eugenia eun-hye
    eunice evangeline evelina ewa fannie farah fatma faye federica felicity fern fernanda ffion fiona flora florence
    folasade francesca freya frieda funmilayo gabriela gabriella gabrielle galina gemma genevieve georgette georgia
    georgina gertrude gianna gigi gilda gillian ginger ginny giorgia giselle giulia gladys glenda glenna golda
    grainne grazyna greer gretchen guadalupe guinevere gunhild gwendolyn hala halina hallie hanna hanne harriet
    harriett haruka hatice hattie hazel heike helene helga helle henrietta hermione hilda hiroko hollie huda huong
    ida ifeoma ilona ilse imee imelda imogen indira ines inge ingeborg inna ioana ioanna irma isabelle isadora isla
    isobel ivana ivy jacinda jacquelyn jamila jana janelle janette janine jasmine jayne jeanette jeannie jelena
    jemima jenifer jenny jeri ji-hyun jia jillian joann joanna joanne jodie johanna jolene joni josefina josie juana
    judi juliana julianna julianne juliet juliette june justine kaisa kara karin karina karla kasey katarina
    katarzyna katelyn katerina katharina kathie kathrine katja katy kavita kay kayleigh keiko keira kelley kelli
    kellie kendra kerri khadija kiersten kimberley kirsten kirsty kitty krista kristi kristy krystyna ksenia kumiko
    kylie lacey lakshmi lan lana latoya laurie lavinia layla lea leah leanne lena leni lenka leonie leonora lexi
    leyla li-na libby lidia liesl lila lilian lillian lilly lily lindsay linh lisbeth liv livia liza lizzie lois
    lola lora lorena lorna lottie louisa lourdes luann luciana lucille lucinda lucretia luisa lula lulu lydia lyla
    lyubov lyudmila mabel mackenzie maddie madeleine madeline madelyn mae maeve magda magdalena maggie mai maisie
    maja malgorzata malin mallory mamie manon manuela mara marcella marcy maren margarita margery margherita margo
    margot mariah mariam mariana marianne maribel mariella marina marine marisa marissa marjorie marlene marsha
    marta maryam maryann masako mathilde matilda maud mavis maya meera meghan meiling melinda melody meral mette
    mhairi mia michiko mikaela milena millicent millie mimi min-ji mindy minnie mira miranda miriam mirjana mitzi
    mollie mona monika monique morag muriel myra myrtle nadezhda nadia nadine nan nanette naoko nasrin natasha neha
    nell nelly nettie ngozi niamh nichole nighat nina nirmala nita noa noelle noreen noriko nour noura octavia
    odessa odette oksana olive olympia opal ora orla ottilie paige paivi pam pansy paola parisa patience patsy patti
    patty paulette paulina pauline pearl penelope pernille petra petronella petula philippa phoebe polina polly
    pooja poppy portia posy primrose priscilla prudence putri rabia rachael rachelle radha raisa ramona randi rani
    rania raquel raven reba rebekah regina reiko rekha rena renate renee rhiannon rhoda rhona rhonda rivka rochelle
    roisin romona rosalie rosalind rosalyn rosamund rosanna rosanne roseanne rosemarie rosie roslyn rowena roxanne
    runa ruthie sabine sabrina sachiko sadia sadie sakura sallie salma samara samira sana sanna sarit saundra
    savannah scarlett segolene selina selma serena shana shari sharlene sharron shauna shawna shelby shelley shelly
    sheri sherri sherry sheryl shira shirin shonda shoshana sienna sierra sigrid silke silvana silvia simona simone
    sinead siobhan siti snezana solange solveig sonali sondra sonja soo-jin sophie soraya stacey stefanie stella
    sumaya sunita susana susanna susanne sushma suzan suzette svitlana sybil tabatha tabitha tali tamar tamara
    tamika tania tanya tarja tatum tawny teri terri tess tessa thalia thea theodora thi tia tiana tilda tomoko tonya
    tori tracey traci tricia trina trisha trixie trudy tuva tyra ulla ulrike una ute valentina vanda vandana
    vasiliki velma venus verity veronique vesna vicki vickie vicky vilma viola violet virginie viviana vivienne
    wanda whitney wilhelmina wilma winifred winnie ximena xiu yael yasmeen yasmin yasmina yekaterina yelena yesenia
    yetunde yevgenia ying ylva yoko yoshiko yumi yvette zainab zara zaynab zelda zena zeynep zina zinaida zoe zofia
    zorica zoya zuzana""".split()
)
"""Names of women."""

MALE_NAMES: Final = frozenset(
    """aarne aaron abbas abdul abdulaziz abdulla abdulrahman abel abhishek abner abu adam adel aditya adnan adolf
    adrian aharon ahmad ahmet ajay ajit akbar akhilesh akihiro akio akira al alaa alain alasdair alastair albie
    alden alec aled alejandro aleksandar aleksander aleksandr aleksei aleksey ales alessandro alexandru alexey
    alfonso alfred alfredo algernon ali-riza alistair alton alvaro alvin ambrose amin amir amit amitabh amos anand
    anatoly anders andre andreas andrei andres andrey andriy andrzej andy angelo angus anil antoine anton antonin
    antonino antonio antonis antti anurag anwar apostolos aravind archibald archie ari aris arjun arkady armando
    arnaud arne arnold art artem arturo arun arvid arvind asbjorn ashkan ashok ashraf ashton ashwin atal atiku
    attila auberon aubrey augusto augustus aung aurelien austen avi avigdor avraham axel ayman aziz babatunde badr
    bakr baldwin bambang barnabas barnaby barney bart bartosz basil behrouz bela benedict bengt benigno benito
    bennett benny benoit beppe bernard bernardo bernd bernhard bernie bert bertie bertram bertrand bharat bijan
    bilal binyamin birger bjarne bjorn blaine blake bo bob bobbie bogdan boguslaw bohumil bohuslav bojan boleslaw
    boris borislav borje boyd brady branden branislav branko brendan brendon brent brenton brock brody bronislaw
    bruno bryant bryce buck bud buddy budi bukola bulent burak burt byron caleb calin callum calvin cameron carl
    carl-gustaf carlo carlton carsten catalin cecil cedric cem cemal cengiz cesar cesare chad chaim chandler chandra
    charles chester chet chidi chinua chip christer christoph christophe christos chukwuma ciaran ciprian clarence
    clark claudio clay clayton clement clifford clifton clive clyde cody colby cole colin colm colton conor conrad
    constantin cooper cormac corneliu cornelius cory costas crispin cristian cristobal csaba cuthbert cyril cyrus
    czeslaw dafydd dag daisuke damian damien damir damon dan dane danilo dario darius dariusz darko darrell darrin
    darryl darwin davey davide davis dawid dean deandre declan deepak dejan delbert demetrius denes denis denny
    denzel deon derrick desmond detlef devendra devin dewayne dewey diarmuid dick didier diego dieter dietmar digby
    dillon dimitris dinesh dion dirk djordje dmitri dmytro domenico dominic dominick don-ald donal donald donnell
    donnie donovan dov dragan dragos drake drazen dumitru duncan dusan dusko dustin dwayne dylan eamon easton
    eckhard eddy edgar edgardo edison edmund edouard eduardo edwin eero efrain egon ehud eiji einar eirik eitan
    eivind ekrem eldon eli elias elio eliot elliot ellis elmer elmo elton elvin elvis emad emanuel emanuele emeka
    emerson emery emil emile emilio emlyn emmerson emmett emre emrys endre enoch enrico enrique enzo eoin erdogan
    erich erick erik erkan erling ernesto ernie ernst errol erwin esko espen essam esteban etienne ettore euan
    eustace evangelos everett evgeny ewan ezra fabian fabien fabio fabrizio fadi fahd faisal farhad farid farouk
    fawzi federico felipe femi ferdinand ferenc fergus fernando fethullah filippo finbarr finn fintan flavio florian
    florin foster fouad francisco franck franco francois frantisek fred freddie freddy frederic frederick fredrick
    friedrich fritz frode fumio fyodor gabor gabriel gadi gaetan ganesh gareth garrett garry garth gavin geir
    gennady geoff geoffrey georges georgios georgy geraint gerard gerardo gerd gerhard german gerry gethin geza
    ghassan gheorghe giacomo gian gianluca gianni giannis gideon gil gilberto giles gilles gino giorgio giorgos
    giovani giovanni giuliano giulio giuseppe gleb godfrey godwin gonzalo goodluck gopal goran gordan gordon
    gottfried grady graeme graham grahame greg gregg gregor greville griffin grigory grover grzegorz guenter guido
    guillaume guillermo gunnar gunter gunther gurdeep gus gustaf gustavo guy gyorgy gyula haakon habib hadi hafez
    hage haider haim hakan hakim hakon hal halvard hamad hamid hamish hamza hani hank hans hans-peter harald harish
    harlan harley haroun harris harrison haruki harvey hasan hashemi hashim hastings hatem havard havel hayato
    haytham heath hector heikki heinrich heinz helmut hemant henning henri henrik henryk herb herbert herbie hermann
    hernan herve hideki hideo hirokazu hiroshi hisham holger hollis homer horace horacio horatio horia horst hosni
    hossein houston howard hrvoje hubert hudson hugo humberto humphrey hunter husam huseyin hussain huw iain ib
    ibrahim ichiro idris idriss ieuan ignacio ignatius ihor ike ikechukwu ilie ilkka ilya imad imre ingo ingvar
    inigo innokenty ioan ioannis ion ionel ionut iqbal ira irvin irving irwin isa isaac isamu ismail ismet issa
    istvan itzhak iulian ivan ivica ivo ivor jaber jabir jacek jackson jacob jacques jagdish jairo jakub jalal jamal
    jamar janez janko janusz jari jarmo jaromir jaroslaw jarrett jarrod jarvis jasper jassim javad javon jawaharlal
    jay jayden jean-luc jean-marie jean-pierre jed jefferson jeffery jens jerald jeremiah jeremie jermaine jerome
    jerzy jesper jim jimmie jimmy jindrich jiri joachim joakim joao joaquin jochen joel joey johan johann johannes
    johnathan johnathon johnnie joko jomo jonah jonas jonathon jorg jorge jorgen jorn josef joshua josiah josue
    jovan jozef jozsef juan juergen juha jukka julian julien julio julius junichiro junior jurgen jussi justus kai
    kaj kalle kamal kambiz kapil karan kare kareem karel karim karl karl- heinz karoly karsten kasper katsuya kaveh
    kazimierz kazuo keenan keiji keith kelvin kemal kenan kendrick kenelm kenji kenneth kenny kent kenzo kermit
    kgalema khaled khalid khalifa khalil kichiro kieran kimmo kingsley kirby kirill kjell klaus knud knut kofi
    koichi koji konrad konstantin konstantinos korey kostas krishna kristian kristoffer kristopher krzysztof kumar
    kurt kurtis kwame kyriakos lachlan ladislav lajos lalit lalu lamar lambert lamont lance lancelot landon lane
    larry-wayne lars lasse laszlo launcelot laurence laurent laurent-desire laurentiu lazar leander lech lefteris
    leif leland lennart lenny leonel leonid leopold leopoldo leroy leszek lev levi liam lincoln linus lionel liviu
    ljubomir loic lonnie lorant lorcan lorenzo lothar lowell loyd lubomir luc lucas lucian luciano lucien lucius
    ludwig luigi luka lukas luther lutz lyle lyman lynden maciej mack mads magnus mahatma maher mahesh mahmood
    mahmoud mahmud majid makoto maksim malcolm malik manfred mani manish manmohan manny manoj manolis mansour manuel
    marc marcel marcello marcelo marcin marcos marek mariano mario marius mariusz marko markus marlin marlon marquis
    marshall martin martti marty marwan masahiro masaki masayoshi masoud massimo mate mateo mateusz mathew mathieu
    matija mats matthias matthieu matti matyas mauno maurice mauricio maurizio maverick maxim maxime maximilian
    maxwell mazen mckinley mehdi mehmet meir menachem merlin mervin mesut mevlut micah michal micheal michel mickey
    mieczyslaw mihai mihaly mikael mikel mikkel mikko miklos mile miles milo milorad milos miloslav milton mircea
    mirko miroslav miroslaw mitchel mitchell mitsuo mladen mogens mohamad mohamed mohammad mohan mohsen moises momir
    moncef montague monty mor morten morteza moses moshe mostafa mousa muammar mubarak mugur muhammadu mukesh mungo
    munir murad murat murdo murray musa mustafa mwai mykhailo mykola myles nabil nader naftali naguib nandan naoto
    nasser natan nate nathanael naveen neal nebojsa necmettin ned neil nelson nenad nestor neville niall nicanor
    nick nicky nico nicolae nicusor nigel nikhil nikola nikolas nikos nils nir nitin nitish nizar nnamdi noah noboru
    nobuo nolan norbert norris nouri novak numan nuri obinna octavian octavio odd oddvar ofer ognjen oisin ola olaf
    olav ole oleh oleksandr oleksiy olivier olli ollie oluf olusegun omar omer ondrej orhan orlando orville osama
    osamu osbert osborne oscar oskar osman osmond osvaldo oswald othman otis otto ovidiu owain owen paavo pablo
    padraig pal palaniappan panagiotis pankaj panos paolo parker parviz pascal patricio paul-henri pavel pavlo
    pavlos pawel paxton peer pekka pentti per percival percy peregrine petar pete peter petr petre petri petro
    petros petter phil philbert philippe phillip pierce piero pierpaolo pierre piers pietro piotr piyush porter poul
    prabowo prakash pranab prasad prashant pratap praveen preben predrag premysl prokopis qasim quentin quincy
    quinton rachid radek radim radoslaw radovan radu raffaele rafik rahul raila rainer raj raja rajat rajeev
    rajendra rajesh rajiv rajnath rakesh ralph ram raman ramesh rami ramiro ramon ramsey randal randall randolph
    raoul raphael rashid rasmus ratko rauf raul ravi raymond raymundo razvan recai recep redmond reggie regis reid
    reinhard reinhold remi renato renzo reuben reuven rex reynaldo reza rhodri rhys riad ricardo riccardo ricky rico
    rigoberto riyad roald roar rob robbie robby roberto rocco rocky rod roderick rodger rodney rodolfo rodrigo
    rogelio rohit roland rolando rolf rollo romain roman romano ron ronald ronan ronnie roosevelt rory roscoe
    rostislav rouhollah royce royston ruairi ruaridh ruben rudi rudolf rudolph rudy ruediger rufus rune rupert
    ruslan rusty ryota ryszard saad sabri sachin saddam saeb saeed said sakari sal salah saleem saleh salem salim
    salman salvador sami samir sammy sandeep sandor sandro sanford sani sanjay sanjeev santiago santosh sasa satish
    satoshi saud saul sauli sayed scot scottie seamus sean sebastian segun seif seiji selahattin semyon seppo
    septimus sergey sergio sergiy serhiy seymour shahid shahram shane sharif shashi shaul shaun shawn sherman
    sherwood shigeru shimon shintaro shivraj shlomo shoichi shunichi siddharth siegfried sigurd silas silvano simeon
    sinisa skip slavko slawomir slobodan sol solomon sonny soren sorin sorley spencer spyros srdjan srinivas stan
    stanislav stanislaw stanley stavros steen stefan stefano steffen stein stelian stelios stellan sten stepan
    stephan stephon sterling stevan steve stewart stig stipe stuart sture subhash subramanian sudhir suleiman
    suleyman sultan sundar sunil suresh surya sushil susilo susumu svante svein sven swithin sylvain sylvester
    szymon tad tadashi tadeusz tadhg tahir takashi takeshi talal tamas tamer tanner tansu taras tarek tariq taro
    tarquin tate tawfiq tayyip ted teddy tendai teodor terence terje terrance terrell terrence tetsuya thabo thad
    thaddeus thanasis theo theobald theodor theodoros theron thibault thierry thor thorbjorn thorsten thorvald tibor
    tihomir tilman tim timo timofey tito titus tobias tobin toby tod tomas tomasz tomislav tommaso tommie tomohiro
    tomos tony tor torbjorn tore torgeir torsten toru toshio traian travis trenton trey tristan tristram trond troy
    truman trygve tsutomu tucker tudor tunde tuomas turgut ty tyree tyrell tyrone tyson tzachi uday uddhav udo ugo
    uhuru ujjwal ulf ulrich ulysses umberto umesh umit urban urho uri uriah usman uwe uzi vaclav vadim valentin
    valentyn valerio valeriu valery van vance vangelis varun vasile vasily vasyl velimir venkaiah vern vernon vesa
    viacheslav vicente victor vidar viggo vijay vikas vikram viktor vince vincent vincenzo vinny vinod viorel virat
    virgil vishal vit vitali vitaliy vitaly vito vittorio vivek vlad vlade vladislav vojislav vojtech volker volodya
    vsevolod vuk vyacheslav waclaw wade wael waldemar waldo waleed walid walker wally walther walton waylon weldon
    wendell werner wes weston wieslaw wilbert wilbur wiley wilf wilfred wilfredo wilfrid wilhelm willard willem
    willis wilmer wilton winfred winfried winston witold wlodzimierz wojciech wole wolf wolfgang woodrow wyatt
    xavier yaakov yahya yair yakubu yanis yann yannick yannis yaroslav yasar yaser yashwant yasir yasser yasuhiro
    yasuo yegor yevgeny yitzhak yoav yogi yoichi yoshihide yoshihiko yoshiro yossi younis yousef youssef yoweri
    yukio yuri yuriy yury yusuf yutaka yves zachariah zack zackary zahir zaid zakhar zalman zane zbigniew zdenek
    zdravko zdzislaw zeev zeljko ziad zine zlatko zoltan zoran zsolt zvonimir zygmunt""".split()
)
"""Names of men."""
