me-command = Vos réglages et vos données
me-command-language = La langue de ce que vous seul voyez
me-command-timezone = Le fuseau horaire des heures que vous tapez
me-command-export = Recevoir tout ce que Nexus conserve sur vous ici
me-command-erase = Faire oublier à Nexus qui vous êtes ici
me-option-language = Quelle langue
me-option-zone = Une ville suffit : Nairobi
me-language-automatic = comme dans Discord

me-language-chosen = Désormais, je vous réponds ici en français.
me-language-follows = Désormais, je vous réponds ici dans la langue de votre Discord, si je la parle.
me-zone-chosen = Les heures que vous tapez sont désormais lues dans le fuseau { $zone } (UTC{ $offset }).
me-exported = Voici tout ce que Nexus conserve sur vous sur ce serveur. Vous seul voyez ce message.
me-export-too-large = Il y a plus de données sur vous qu'un fichier Discord ne peut en contenir. Adressez-vous à un modérateur : la personne qui héberge Nexus peut les extraire de la base.
me-erase = **Faire oublier à Nexus qui vous êtes sur ce serveur ?**
    Vos réglages, brouillons, abonnements et signalements sont effacés. Les questions et réponses acceptées sur lesquelles d'autres s'appuient restent, sans votre nom. Si un modérateur vous a retiré le droit de publier, cela reste jusqu'au terme prévu.
    Les messages que vous avez écrits vous-même restent dans Discord jusqu'à ce que vous les y supprimiez. Pour en garder une copie, utilisez d'abord `/me export`.
me-erase-yes = Oui, effacer
me-erase-keep = Garder mes données
me-erase-again = **Vraiment ? C'est irréversible.**
me-erase-now = Effacer pour de bon
me-erase-kept = Rien n'a été effacé.
me-erased = { $count ->
    [0] Nexus ne conservait rien sur vous ici.
    [one] C'est fait : un élément a été effacé, ou ne porte plus votre nom.
   *[other] C'est fait : { $count } éléments ont été effacés, ou ne portent plus votre nom.
}

me-command-reminders = Comment les sessions d'étude vous rappellent
me-option-route = Où vous recevez les rappels
me-option-before = Combien de temps avant : 24h, 15m ; défaut : comme chaque session
me-route-thread = dans le fil de la session
me-route-dm = par message privé
me-route-off = pas du tout
me-reminders-default = comme chaque session le dit
me-reminders-off = Les sessions d'étude ne vous envoient plus de rappel. `/me reminders` les rétablit.
me-reminders-thread = Les sessions où vous venez, ou peut-être, vous mentionnent dans leur fil : { $when }.
me-reminders-dm = Les sessions où vous venez, ou peut-être, vous rappellent par message privé : { $when }. Si vous n'en acceptez pas de ce serveur, leur fil vous mentionne.
