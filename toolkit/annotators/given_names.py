"""Given names, lower-case, that only women or only men mostly have, from the news of many countries; hand-made."""

from __future__ import annotations

from typing import Final

FEMALE_NAMES: Final = frozenset(
    """abbie abigail adaora adele adeline aditi adriana agatha agnes agnieszka aileen aimee aino aisha akiko alana
    alejandra aleksandra alena alessandra alexa alexandra alice alicia alina alison alissa allison allyson alma
    althea alyssa amanda amara amber amelia amelie amina amy ana ananya anastasia angela angelica angelina angharad
    angie anika anita anjali ann anna annabel annabelle anne annegret anneliese annette annie antoinette antonella
    aoife april ariana arlene ashley asma astrid audrey aurora autumn ava avigail ayesha ayse ayumi azar barbara
    barbra beata beatrice beatrix becky belinda bella benazir bernadette bernice bertha bessie bethany betsy bettina
    betty beverly beyonce bianca biljana birgitte blanche bonnie brenda briana brianna bridget brittany bronwen
    brooke bushra caitlin callie camila camille candace candice caoimhe cara carla carlotta carly carmela carmen
    carol carole carolina caroline carolyn carrie carys cassandra cassidy cassie catalina caterina catherine
    cathleen cathy catriona cecile cecilia cecily celeste celia celine charlene charlize charlotte chelsea chelsie
    cherie cheryl chiara chimamanda chloe chrissy christa christie christina christine ciara cindy claire clara
    clarissa claudette claudia claudine clementine colette colleen condoleezza connie constance consuelo corazon
    cordelia corinne crystal cynthia daisy daniela danielle daphne darcy daria darlene darya dawn deanna debbie
    debora deborah debra deepika deirdre delia della delores denise desiree despina dewi diana diane dianne dina
    divya dixie dolores donna dora doreen doris dorota dorothea dorothy dragana edith edna eileen eilidh ekaterina
    elaine eleanor elena eleni elif elisa elisabeth elisabetta elise elisha eliza elizabeth ella ellen elodie elsa
    elsie elspeth elvira emiko emilia emilie emily emine emma erin ernestine esperanza esra estelle ester esther
    eugenia eun-hye eunice eva evangeline evelina evelyn ewa fannie farah fatima fatma faye federica felicity fern
    fernanda ffion fiona flora florence folasade frances francesca freya frieda funmilayo gabriela gabriella
    gabrielle gail galina gemma genevieve georgette georgia georgina geraldine gertrude gianna gigi gilda gillian
    ginger ginny giorgia giselle giulia gladys glenda glenna gloria golda grace grainne grazyna greer greta gretchen
    guadalupe guinevere gunhild gwen gwendolyn hala halina hallie hanna hannah harriet harriett haruka hatice hattie
    hazel heather heidi heike helen helene helga helle henrietta hermione hilda hillary hiroko hollie holly hope
    huda huma huong ida ifeoma ilona ilse imee imelda imogen indira ines inge ingeborg ingrid inna ioana ioanna
    irene irina irma isabel isabella isabelle isadora isla isobel ivana ivanka ivy jacinda jacqueline jacquelyn
    jamila jana jane janelle janet janette janice janine jasmine jayne jeanette jeanne jeannie jelena jemima jenifer
    jenna jennifer jenny jeri jessica ji-hyun jia jill jillian joan joann joanna joanne jodi jodie johanna jolene
    joni josefina josephine josie joy joyce juana juanita judi judith judy julia juliana julianna julianne julie
    juliet juliette june justine kaisa kamala kara karen karin karina karla kasey katarina katarzyna kate katelyn
    katerina katharina katherine kathie kathleen kathrine kathryn kathy katie katja katrina katy kavita kay kayla
    kayleigh keiko keira kelley kelli kellie kelly kellyanne kendra kerri khadija kiersten kimberley kimberly
    kirsten kirsty kitty krista kristen kristi kristin kristy krystyna ksenia kumiko kylie lacey lakshmi lan lana
    latoya laura lauren laurie lavinia layla lea leah leanne leila lena leni lenka leonie leonora lexi leyla li-na
    libby lidia liesl lila lilian lillian lilly lily linda lindsay linh lisa lisbeth liv livia liza lizzie lois lola
    lora lorena loretta lori lorna lorraine lottie louisa louise lourdes luann lucia luciana lucille lucinda
    lucretia lucy luisa lula lulu lydia lyla lynn lyubov lyudmila mabel mackenzie maddie madeleine madeline madelyn
    madison mae maeve magda magdalena maggie mai maisie maja malala malgorzata malin mallory mamie manon manuela
    mara marcella marcia marcy maren margaret margarita margery margherita margo margot maria mariah mariam mariana
    marianne maribel marie mariella marilyn marina marine marisa marissa marjorie marlene marsha marta martha mary
    maryam maryann masako mathilde matilda maud maureen mavis maya meera megan meghan mei meiling melania melinda
    melissa melody meral meredith mette mhairi mia michelle michiko mikaela mildred milena millicent millie mimi
    min-ji mindy minnie mira miranda miriam mirjana mitzi mollie molly mona monica monika monique morag muriel myra
    myrtle nadezhda nadia nadine nan nancy nanette naoko naomi nasrin natalia natalie natasha neha nell nelly nettie
    ngozi niamh nichole nicole nighat nikki nina nirmala nita noa noelle nora noreen noriko norma nour noura octavia
    odessa odette oksana olga olive olivia olympia opal oprah ora orla ottilie paige paivi pam pamela pansy paola
    parisa patience patricia patsy patti patty paula paulette paulina pauline pearl peggy penelope penny pernille
    petra petronella petula philippa phoebe phyllis polina polly pooja poppy portia posy primrose priscilla priya
    prudence putri rabia rachael rachel rachelle radha raisa ramona randi rani rania raquel raven reba rebecca
    rebekah regina reiko rekha rena renate renee rhiannon rhoda rhona rhonda rita rivka roberta rochelle roisin
    romona rosa rosalie rosalind rosalyn rosamund rosanna rosanne roseanne rosemarie rosemary rosie roslyn rowena
    roxanne ruby runa ruth ruthie sabine sabrina sachiko sadia sadie sakura sallie sally salma samantha samara
    samira sana sandra sanna sara sarah sarit saundra savannah scarlett segolene selina selma serena shana shari
    sharlene sharon sharron shauna shawna sheila shelby shelley shelly sheri sherri sherry sheryl shira shirin
    shirley shonda shoshana sienna sierra sigrid silke silvana silvia simona simone sinead siobhan siti snezana
    sofia solange solveig sonali sondra sonia sonja soo-jin sophia sophie soraya stacey stefanie stella stephanie
    sue sumaya sunita susan susana susanna susanne sushma suzan suzanne suzette svetlana svitlana sybil sylvia
    tabatha tabitha tali tamar tamara tamika tammy tania tanya tara tarja tatiana tatum tawny teresa teri terri tess
    tessa thalia thea thelma theodora theresa thi tia tiana tiffany tilda tina tomoko tonya tori tracey traci tricia
    trina trisha trixie trudy tuva tyra ulla ulrike una ursula ute valentina valerie vanda vandana vanessa vasiliki
    velma venus vera verity veronica veronique vesna vicki vickie vicky victoria vilma viola violet virginia
    virginie vivian viviana vivienne wanda wendy whitney wilhelmina wilma winifred winnie ximena xiu yael yasmeen
    yasmin yasmina yekaterina yelena yesenia yetunde yevgenia ying ylva yoko yolanda yoshiko yuki yulia yumi yvette
    yvonne zainab zara zaynab zelda zena zeynep zina zinaida zoe zofia zorica zoya zuzana""".split()
)
"""Names of women."""

MALE_NAMES: Final = frozenset(
    """aarne aaron abbas abdul abdulaziz abdulla abdullah abdulrahman abel abhishek abner abu adam adel aditya adnan
    adolf adrian aharon ahmad ahmed ahmet ajay ajit akbar akhilesh akihiro akio akira alaa alain alan alasdair
    alastair albert albie alden aldous alec aled alejandro aleksandar aleksander aleksandr aleksei aleksey ales
    alessandro alexander alexandru alexei alexey alfonso alfred alfredo algernon ali ali-riza alistair alton alvaro
    alvin ambrose amin amir amit amitabh amos anand anatoly anders andre andreas andrei andres andrew andrey andriy
    andrzej andy angelo angus anil anthony antoine anton antonin antonino antonio antonis antti anurag anwar
    apostolos aravind archibald archie ari aris arjun arkady armando arnaud arne arnold artem arthur arturo arun
    arvid arvind asbjorn ashkan ashok ashraf ashton ashwin atal atiku attila auberon aubrey augusto augustus aung
    aurelien austen austin avi avigdor avraham axel ayman aziz babatunde badr bakr baldwin bambang barack barnabas
    barnaby barney barry bart bartosz bashar basil behrouz bela ben benedict bengt benigno benito benjamin bennett
    benny benoit beppe bernard bernardo bernd bernhard bernie bert bertie bertram bertrand bharat bijan bilal bill
    billy binyamin birger bjarne bjorn blaine blake bo bob bobbie bobby bogdan boguslaw bohumil bohuslav bojan
    boleslaw boris borislav borje boyd brad bradley brady branden brandon branislav branko brendan brendon brent
    brenton brett brian brock brody bronislaw bruce bruno bryan bryant bryce buck bud buddy budi bukola bulent burak
    burt byron caleb calin callum calvin cameron carl carl-gustaf carlo carlos carlton carsten carter catalin cecil
    cedric cem cemal cengiz cesar cesare chad chaim chandler chandra charles chester chet chidi chinua chip chris
    christer christian christoph christophe christopher christos chuck chukwuma ciaran ciprian clarence clark
    claudio clay clayton clement cliff clifford clifton clint clive clyde cody colby cole colin colm colton conor
    conrad constantin cooper corey cormac corneliu cornelius cory costas craig crispin cristian cristobal csaba
    curtis cuthbert cyril cyrus czeslaw dafydd dag daisuke dale damian damien damir damon dan dane daniel danilo
    dario darius dariusz darko darrell darren darrin darryl darwin dave davey david davide davis dawid dean deandre
    declan deepak dejan delbert demetrius denes denis dennis denny denzel deon derek derrick desmond detlef devendra
    devin dewayne dewey diarmuid dick didier diego dieter dietmar digby dillon dimitris dinesh dion dirk djordje
    dmitri dmitry dmytro domenico dominic dominick don donal donald donnell donnie donovan doug douglas dov dragan
    dragos drake drazen drew duane dumitru duncan dusan dusko dustin dwayne dwight dylan eamon earl easton eckhard
    ed eddie eddy edgar edgardo edison edmund edouard eduardo edward edwin eero efrain egon ehud eiji einar eirik
    eitan eivind ekrem eldon eli elias elijah elio eliot elliot elliott ellis elmer elmo elton elvin elvis emad
    emanuel emanuele emeka emerson emery emil emile emilio emlyn emmanuel emmerson emmett emre emrys endre enoch
    enrico enrique enzo eoin erdogan eric erich erick erik erkan erling ernest ernesto ernie ernst errol erwin esko
    espen essam esteban ethan etienne ettore euan eugene eustace evan evangelos everett evgeny ewan ezra fabian
    fabien fabio fabrizio fadi fahd faisal farhad farid farouk fawzi federico felipe felix femi ferdinand ferenc
    fergus fernando fethullah filippo finbarr finn fintan flavio florian florin floyd foster fouad francis francisco
    franck franco francois frank franklin frantisek fred freddie freddy frederic frederick fredrick friedrich fritz
    frode fumio fyodor gabor gabriel gadi gaetan ganesh gareth garrett garry garth gary gavin geir gene gennady
    geoff geoffrey george georges georgios georgy geraint gerald gerard gerardo gerd gerhard german gerry gethin
    geza ghassan gheorghe giacomo gian gianluca gianni giannis gideon gil gilbert gilberto giles gilles gino giorgio
    giorgos giovani giovanni giuliano giulio giuseppe gleb glenn godfrey godwin gonzalo goodluck gopal goran gordan
    gordon gottfried grady graeme graham grahame grant greg gregg gregor gregory greville griffin grigory grover
    grzegorz guenter guido guillaume guillermo gunnar gunter gunther gurdeep gus gustaf gustavo guy gyorgy gyula
    haakon habib hadi hafez hage haider haim hakan hakim hakon hal halvard hamad hamid hamish hamza hani hank hans
    hans-peter harald harish harlan harley harold haroun harris harrison harry haruki harvey hasan hashemi hashim
    hassan hastings hatem havard havel hayato haytham heath hector heikki heinrich heinz helmut hemant henning henri
    henrik henry henryk herb herbert herbie herman hermann hernan herve hideki hideo hirokazu hiroshi hisham holger
    hollis homer horace horacio horatio horia horst hosni hossein houston howard hrvoje hubert hudson hugh hugo
    humberto humphrey hunter husam huseyin hussain hussein huw iain ian ib ibrahim ichiro idris idriss ieuan ignacio
    ignatius igor ihor ike ikechukwu ilie ilkka ilya imad imran imre ingo ingvar inigo innokenty ioan ioannis ion
    ionel ionut iqbal ira irvin irving irwin isa isaac isamu ismail ismet issa istvan itzhak iulian ivan ivica ivo
    ivor jaber jabir jacek jack jackson jacob jacques jagdish jairo jake jakub jalal jamal jamar james janez janko
    janusz jared jari jarmo jaromir jaroslaw jarrett jarrod jarvis jason jasper jassim javad javier javon jawaharlal
    jay jayden jean-luc jean-marie jean-pierre jeb jed jeff jefferson jeffery jeffrey jens jerald jeremiah jeremie
    jeremy jermaine jerome jerry jerzy jesper jesse jim jimmie jimmy jindrich jinping jiri joachim joakim joao
    joaquin jochen joe joel joey johan johann johannes john johnathan johnathon johnnie johnny joko jomo jon jonah
    jonas jonathan jonathon jorg jorge jorgen jorn jose josef joseph josh joshua josiah josue jovan jozef jozsef
    juan juergen juha jukka julian julien julio julius junichiro junior jurgen jussi justin justus kai kaj kalle
    kamal kambiz kapil karan kare kareem karel karim karl karl-heinz karoly karsten kasper katsuya kaveh kazimierz
    kazuo keenan keiji keir keith kelvin kemal ken kenan kendrick kenelm kenji kenneth kenny kent kenzo kermit kevin
    kgalema khaled khalid khalifa khalil kichiro kieran kimmo kingsley kirby kirill kirk kjell klaus knud knut kofi
    koichi koji konrad konstantin konstantinos korey kostas krishna kristian kristoffer kristopher krzysztof kumar
    kurt kurtis kwame kyle kyriakos lachlan ladislav lajos lalit lalu lamar lambert lamont lance lancelot landon
    lane larry larry-wayne lars lasse laszlo launcelot laurence laurent laurent-desire laurentiu lawrence lazar
    leander lech lefteris leif leland lennart lenny leo leon leonard leonel leonid leopold leopoldo leroy lester
    leszek lev levi lewis liam lincoln lindsey linus lionel liviu ljubomir lloyd logan loic lonnie lorant lorcan
    lorenzo lothar lou louis lowell loyd lubomir luc lucas lucian luciano lucien lucius ludwig luigi luis luka lukas
    luke luther lutz lyle lyman lynden maciej mack mads magnus mahatma maher mahesh mahmood mahmoud mahmud majid
    makoto maksim malcolm malik manfred mani manish manmohan manny manoj manolis mansour manuel marc marcel marcello
    marcelo marcin marco marcos marcus marek mariano mario marius mariusz mark marko markus marlin marlon marquis
    marshall martin martti marty marvin marwan masahiro masaki masayoshi mason masoud massimo mate mateo mateusz
    mathew mathieu matija mats matt matteo matthew matthias matthieu matti matyas mauno maurice mauricio maurizio
    maverick max maxim maxime maximilian maxwell mazen mckinley mehdi mehmet meir melvin menachem merlin mervin
    mesut mevlut micah michael michal micheal michel mickey mieczyslaw miguel mihai mihaly mikael mike mikel mikhail
    mikkel mikko miklos mile miles milo milorad milos miloslav milton mircea mirko miroslav miroslaw mitch mitchel
    mitchell mitsuo mitt mladen mogens mohamad mohamed mohammad mohammed mohan mohsen moises momir moncef montague
    monty mor morris morten morteza moses moshe mostafa mousa muammar mubarak mugur muhammad muhammadu mukesh mungo
    munir murad murat murdo murray musa mustafa mwai mykhailo mykola myles nabil nader naftali naguib nandan naoto
    narendra nasser natan nate nathan nathanael nathaniel naveen neal nebojsa necmettin ned neil nelson nenad nestor
    neville newt niall nicanor nicholas nick nicky nico nicolae nicolas nicusor nigel nikhil nikola nikolai nikolas
    nikos nils nir nitin nitish nizar nnamdi noah noboru nobuo nolan norbert norman norris nouri novak numan nuri
    obinna octavian octavio odd oddvar ofer ognjen oisin ola olaf olav ole oleg oleh oleksandr oleksiy oliver
    olivier olli ollie oluf olusegun omar omer ondrej orhan orlando orville osama osamu osbert osborne oscar oskar
    osman osmond osvaldo oswald othman otis otto ovidiu owain owen paavo pablo padraig pal palaniappan panagiotis
    pankaj panos paolo parker parviz pascal patricio patrick paul paul-henri pavel pavlo pavlos pawel paxton pedro
    peer pekka pentti per percival percy peregrine perry petar pete peter petr petre petri petro petros petter phil
    philbert philip philippe phillip pierce piero pierpaolo pierre piers pietro piotr piyush porter poul prabowo
    prakash pranab prasad prashant pratap praveen preben predrag premysl preston prokopis qasim quentin quincy
    quinton rachid radek radim radoslaw radovan radu rafael raffaele rafik rahul raila rainer raj raja rajat rajeev
    rajendra rajesh rajiv rajnath rakesh ralph ram raman ramesh rami ramiro ramon ramsey rand randal randall
    randolph randy raoul raphael rashid rasmus ratko rauf raul ravi ray raymond raymundo razvan recai recep redmond
    reggie reginald regis reid reince reinhard reinhold remi renato renzo reuben reuven rex reynaldo reza rhodri
    rhys riad ricardo riccardo richard rick ricky rico rigoberto rishi riyad roald roar rob robbie robby robert
    roberto rocco rocky rod roderick rodger rodney rodolfo rodrigo rogelio roger rohit roland rolando rolf rollo
    romain roman romano ron ronald ronan ronnie roosevelt rory roscoe ross rostislav rouhollah roy royce royston
    ruairi ruaridh ruben rudi rudolf rudolph rudy ruediger rufus rune rupert ruslan russell rusty ryan ryota ryszard
    saad sabri sachin saddam saeb saeed said sakari sal salah saleem saleh salem salim salman salvador sam sami
    samir sammy samuel sandeep sandor sandro sanford sani sanjay sanjeev santiago santosh sasa satish satoshi saud
    saul sauli sayed scot scott scottie seamus sean sebastian segun seif seiji selahattin semyon seppo septimus
    sergei sergey sergio sergiy serhiy seth seymour shahid shahram shane sharif shashi shaul shaun shawn sheldon
    sherman sherwood shigeru shimon shintaro shinzo shivraj shlomo shoichi shunichi siddharth siegfried sigurd silas
    silvano silvio simeon simon sinisa skip slavko slawomir slobodan sol solomon sonny soren sorin sorley spencer
    spyros srdjan srinivas stan stanislav stanislaw stanley stavros steen stefan stefano steffen stein stelian
    stelios stellan sten stepan stephan stephen stephon sterling stevan steve steven stewart stig stipe stuart sture
    subhash subramanian sudhir suleiman suleyman sultan sundar sunil suresh surya sushil susilo susumu svante svein
    sven swithin sylvain sylvester szymon tad tadashi tadeusz tadhg tahir takashi takeshi talal tamas tamer tanner
    tansu taras tarek tariq taro tarquin tate tawfiq tayyip ted teddy tendai teodor terence terje terrance terrell
    terrence tetsuya thabo thad thaddeus thanasis theo theobald theodor theodore theodoros theron thibault thierry
    thomas thor thorbjorn thorsten thorvald tibor tihomir tilman tim timo timofey timothy tito titus tobias tobin
    toby tod todd tom tomas tomasz tomislav tommaso tommie tommy tomohiro tomos tony tor torbjorn tore torgeir
    torsten toru toshio traian travis trent trenton trevor trey tristan tristram trond troy truman trygve tsutomu
    tucker tudor tunde tuomas turgut ty tyler tyree tyrell tyrone tyson tzachi uday uddhav udo ugo uhuru ujjwal ulf
    ulrich ulysses umberto umesh umit urban urho uri uriah usman uwe uzi vaclav vadim valentin valentyn valerio
    valeriu valery vance vangelis varun vasile vasily vasyl velimir venkaiah vern vernon vesa viacheslav vicente
    victor vidar viggo vijay vikas vikram viktor vince vincent vincenzo vinny vinod viorel virat virgil vishal vit
    vitali vitaliy vitaly vito vittorio vivek vlad vlade vladimir vladislav vojislav vojtech volker volodya
    volodymyr vsevolod vuk vyacheslav waclaw wade wael waldemar waldo waleed walid walker wallace wally walter
    walther walton warren waylon wayne weldon wendell werner wes wesley weston wieslaw wilbert wilbur wiley wilf
    wilfred wilfredo wilfrid wilhelm will willard willem william willie willis wilmer wilton winfred winfried
    winston witold wlodzimierz wojciech wole wolf wolfgang woodrow wyatt xavier xi yaakov yahya yair yakubu yanis
    yann yannick yannis yaroslav yasar yaser yashwant yasir yasser yasuhiro yasuo yegor yevgeny yitzhak yoav yogi
    yoichi yoshihide yoshihiko yoshiro yossi younis yousef youssef yoweri yukio yuri yuriy yury yusuf yutaka yves
    zachariah zachary zack zackary zahir zaid zakhar zalman zane zbigniew zdenek zdravko zdzislaw zeev zeljko ziad
    zine zlatko zoltan zoran zsolt zvonimir zygmunt""".split()
)
"""Names of men."""
GIVEN_NAMES: Final = FEMALE_NAMES | MALE_NAMES
