"""Plain words that open a sentence or are written with a capital, and capitals that name no body."""

from __future__ import annotations

from archive.reading.names.vocabulary import CALENDAR, OPENERS, words

NO_INITIALISMS = words(
    """
    ABM AI AM ASAT ASW ATM AWACS BMD CEO CEOs CFO CO COVID CVN DC DDG DM DNA DVD EEZ EEZs EV EVs EW FAQ FDI FM FTA
    FTAs GDP GHG GMT GNP GPS HGV HIV HQ ICBM ICBMs ICT II III IP IPO IRBM IRBMs ISR IT IV JST LED LGBT LGBTQ LNG
    MLRS MOU MP MPs MRBM NGO NGOs ODA OK OTH PCR PFAS PFOA PFOS PM PR PhD QC RNA SAR SLBM SLBMs SRBM SRBMs STEM TV
    UAV UAVs UFO UFOs UK UN US USA VAT VIP VTOL WMD WW WWII XI XX
    """
)
"""Capitals that name no body: things, measures, titles."""

NO_NAMES = (
    OPENERS
    | CALENDAR
    | words(
        """
        abenomics accord act acting actions africa agency agreement agriculture air airmen allied allies america
        american americans americas anglo antarctic arab arabic arctic area army article asia asia-pacific asian
        asians atlantic autumn bank base bible bilateral bill block buddhist budget bureau cabinet camp caribbean
        catholic central chapter chapters chinese chip christian christmas city coast cold commander commission
        committee communique communist communists confucian congressional congressman conservative constitution
        convention cooperation corps council court covid crown day days declaration defence defense delta democrat
        democratic democrats department departments detail details dialogue diaoyu diet district dollar dollars
        draft easter eastern economic economy emperor empress eu euro europe european europeans euros exercise
        expo facility fiscal force forces foreign framework free games gate general german global god golden
        gospel government governments governor ground group guardians guest gulf headline headlines high hispanic
        holocaust house ii iii imperial indian indo-pacific information infrastructure initiative innovation
        intelligence internet islam islamic island islands iv ix japanese jewish jews joint judge judges justice
        korean koreans labour lady latin law leader liberal liberals lower lunar mainland majesty major marine
        marines maritime medal mediterranean memorandum mid middle military minister ministers ministries ministry
        mr mrs ms muslim muslims national nations nationwide native naval navy nazi nazis nobel northeast
        northeastern northern northwest northwestern occident occupation office okinawan okinawans olympic
        olympics omicron open operation opposition pacific pacifist pact paralympic paralympics parliament
        partnership party peace phase pillar police pope prefectural prefecture prime prince princess prize
        program programme project protocol regional republican republicans resolution royal russian russians
        sailors saint schools science scientists sea secretary security self-defense semi senate senator senators
        sino- soldiers southeast southeastern southern southwest southwestern soviet soviets special spring stage
        statement states station strategic strategy summer summit supreme technology tier times tokyoites trade
        training trans-pacific transatlantic treasury treaty trilateral uk ukrainians un united upper us verse vi
        vice victory vii viii war week weeks western westerners white winter world yen zen zone
        """
    )
)
"""Words, in small letters, that are no name alone although the press capitalises them."""

PLACES_TOO = words("new north south east west san los saint")
"""Such words that begin a place's name inside a sentence: "New York"."""

SURNAMES_TOO = words("an do he long may no so to will")
"""Such words that are surnames behind a title: "Vice Premier He Lifeng"."""

PLAIN_OPENERS = words(
    """
    about above according adding additional agreeing aid aircraft almost alone along always ammunition anger
    annual another answering anyone anything apparently approval arguing around arriving asking asset assets
    attendance attending attention batteries beef beyond bringing business calling cars cash caution censorship
    children china chips citizens civilian coal coffee commercial companies compared concern concerning concerns
    considering construction corruption crew crews crime criticism currently damage data debris debt deliveries
    demand demonstrators deterrence diplomacy disarmament discussions education eight eighteen eighty electricity
    eleven elsewhere employers employment energy engineers enough equipment escalation especially eventually
    everyone everything evidence exactly excluded expansion exports facing failing fallout families fear fearing
    few fewer fifteen fifty fighters finance fire firms fishermen fishing five flights food forty four fourteen
    fresh fuel full fully funding further gas gasoline giving gold great growth half hardly help hope hopes hours
    human hundreds ice implementation imports indeed independence industry inflation inhabitants initially inside
    insiders investigators investment investors islanders joining keeping labor land landing leaving left
    legislation less likewise little local logistics long looking low mainly maintenance making management
    managers mayors meeting members membership millions mining missing money months mostly music names nature
    nearby nearly negotiations negotiators neighbors never next nights nine nineteen ninety nobody noise none
    normalization normally nothing nowhere nuclear often oil opinion opponents originally others outrage outside
    ownership part particularly parties parts patience patrol people perhaps permission pilots plan planes
    planning plans polls pollution poor population possibly power prefectures pressure presumably prices private
    producers production progress protest protesters public publication punishment quite rain ratification
    reaching reactors recent recently reconstruction reform relations repairs research residents resistance
    responding returning rice right rising rumors russia safety sailors sales salt satellites scrutiny seafood
    secrecy seen semiconductors seven seventeen seventy shares shipments ships short shortly silence sitting six
    sixteen sixty small smoke snow soil soldiers somewhat sovereignty space speaking speculation spending
    stability staff standing starting statehood steel stocks storage students submarines success sugar summing
    supply support surveillance surveys taking talks tax television ten testing tests thanks thirteen thirty
    thousands three time too tourism tourists towns traders tradition traffic transparency transport treatment
    troops trust turning turnout twelve twenty unemployment union unions unity universities up veterans victims
    village villagers violence visiting visitors votes voting wage wages warships waste water weather welcoming
    whaling wheat whereas whoever wind wine women wood word work workers working worse writing years yes yesterday
    young
    """
)
"""Further words that open sentences, in small letters."""
