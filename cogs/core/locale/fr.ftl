shared-fault = Un problème est survenu de notre côté, désolés. S'il se répète, donnez la référence `{ $reference }` à un modérateur.
shared-example = Par exemple : { $example }
shared-outdated = Ce bouton vient d'une ancienne version de Nexus. `/help` montre ce qui existe maintenant.
shared-outdated-run = Ce bouton vient d'une ancienne version de Nexus. Relancez `/{ $command }`.
shared-outdated-form = Ce formulaire vient d'une ancienne version de Nexus : rien n'a été enregistré. `/help` montre ce qui existe maintenant.
shared-outdated-form-run = Ce formulaire vient d'une ancienne version de Nexus : rien n'a été enregistré. Relancez `/{ $command }`.
shared-outdated-command = Cette commande vient d'une ancienne version de Nexus. Relancez Discord (Ctrl+R) et retapez-la, ou voyez `/help`.
shared-restarting = Je redémarre. Réessayez dans un instant, s'il vous plaît.
shared-server-away = Discord a un problème avec ce serveur en ce moment. Réessayez dans une minute, s'il vous plaît.
shared-only-in-server = Cela ne marche que dans un serveur, pas en message privé.
shared-rate-command = C'est beaucoup à la fois : { $allowed } commandes par minute sont possibles. La prochaine marchera { $again }.
shared-rate-post = Vous avez publié { $allowed } messages publics en dix minutes. Le prochain sera possible { $again }.
shared-rate-upload = Vous avez envoyé { $allowed } fichiers en dix minutes. Le prochain sera possible { $again }.
shared-most-polls = Vous avez { $most } sondages ouverts ici, c'est la limite : fermez-en d'abord un avec *Fermer*.
shared-most-sessions = Vous animez { $most } sessions qui ne sont pas terminées, c'est la limite : annulez-en d'abord une avec `/session cancel`.
shared-most-requests = Vous avez { $most } demandes ouvertes ici, c'est la limite : appuyez sur *Refuser* pour une dont vous n'avez plus besoin.
shared-most-watched = Vous suivez { $most } demandes ici, c'est la limite : cessez d'abord d'en suivre une avec `/endpoint watch`.
shared-most-suggestions = { $most } de vos propositions attendent les modérateurs, c'est la limite : envoyez celle-ci quand ils en auront traité.
shared-most-reports = { $most } de vos signalements attendent les modérateurs, c'est la limite : si c'est urgent, écrivez à un modérateur.
shared-moderators-only = Seuls les modérateurs de ce serveur le peuvent : qui peut gérer le serveur, ou a le rôle que `/setup` désigne pour eux.
shared-barred = Un modérateur vous a retiré le droit de publier ici jusqu'au { $until }. La raison : { $reason }
shared-unknown-zone = « { $zone } » n'est pas un fuseau horaire que je connais, ou peut en désigner plusieurs.
    .example = Nairobi, Africa/Nairobi ou Europe/Paris
shared-page-previous = Précédent
shared-page-next = Suivant
shared-upload-too-large = { $name } est trop grand : { $most } sont possibles.
shared-upload-gone = Discord n'a plus { $name }. Veuillez l'envoyer encore.

shared-upload-not-text = { $name } n'est pas un fichier texte en UTF-8 (ligne { $line }). Enregistre-le en UTF-8 et envoie-le à nouveau.
shared-invisible-option = Personne ne verrait ce que tu as saisi pour `{ $option }` : il n'y a que des blancs ou des caractères invisibles.
    .example = des lettres, des chiffres ou des émojis
shared-invisible-field = Personne ne verrait ce que tu as saisi dans un champ obligatoire : il n'y a que des blancs ou des caractères invisibles.
    .example = des lettres, des chiffres ou des émojis
shared-refused-link = Je ne peux pas publier { $what } pour toi : sur ce serveur, tes textes ne peuvent pas contenir de liens. Retire le lien, ou demande à un modérateur de le publier.
shared-refused-invitation = Je ne peux pas publier { $what } pour toi : ce serveur ne veut pas d'invitations vers d'autres serveurs. Retire-la et réessaie.
shared-refused-word = Je ne peux pas publier { $what } pour toi : ce serveur ne veut pas de ce mot. Dis-le autrement.
shared-words-bad = « { $word } » ne peut pas être dans la liste. Un mot a des lettres ou des chiffres, 50 caractères au plus, et un `*` seulement à ses bouts.
    .example = spam, casino* et achetez ici
shared-words-too-many = Cela fait { $count } mots. La limite est { $most }, et 4 000 caractères en tout.
shared-refused-typed = Ta saisie est dans le fichier : tu peux la copier et la modifier.
shared-busy = La base de données est occupée : rien n'a été enregistré. Réessaie dans un instant.
shared-busy-again = Réessayer
shared-late-form = Le formulaire a mis trop de temps à s'ouvrir pour Discord. Ouvre-le d'ici.
shared-late-form-open = Ouvrir le formulaire
shared-retry = Corriger et réessayer
shared-retry-form = Corriger et réessayer
shared-retry-field = Ta saisie
shared-retry-gone = Ta saisie n'est plus conservée. Recommence, s'il te plaît.

shared-delivery-planned = prévu
shared-delivery-under-way = en cours d'envoi
shared-delivery-again = Discord ne l'a pas pris ; nouvel essai { $again }
shared-delivery-sent = publié
shared-delivery-failed = non publié. { $reason }
shared-delivery-skipped = laissé de côté. { $reason }
shared-delivery-not-needed = Ce n'était plus nécessaire.
shared-delivery-late = ⏰ En retard : c'était prévu { $planned }.
shared-delivery-too-late = Quand l'envoi est devenu possible, il était trop tard pour servir.
shared-delivery-forbidden = Je n'ai pas le droit d'écrire là.
    .fix = Donnez-moi « Envoyer des messages » dans ce salon (dans un fil « Envoyer des messages dans les fils ») ; `/doctor` dit ce qui manque.
shared-delivery-no-access = Je ne vois pas ce salon.
    .fix = Donnez-moi « Voir le salon » là-bas, ou choisissez un autre salon ; `/doctor` dit ce qui manque.
shared-delivery-no-channel = Le salon a été supprimé.
    .fix = Choisissez un autre salon.
shared-delivery-dm-closed = Le membre n'accepte pas de messages privés.
    .fix = Les réglages de confidentialité de ce serveur permettent de les autoriser.
shared-delivery-hidden = Le membre ne voit plus ce salon.
shared-delivery-member-left = Le membre a quitté le serveur.
shared-delivery-account-gone = Le compte du membre n'existe plus.
shared-delivery-thread-archived = Le fil est archivé.
    .fix = Rouvrez le fil.
shared-delivery-thread-locked = Le fil est verrouillé.
    .fix = Déverrouillez le fil.
shared-delivery-reference-gone = Le message auquel cela répond a été supprimé.
shared-delivery-refused = Discord l'a refusé.
    .fix = Le journal du bot dit pourquoi ; montrez-le à la personne qui l'exploite.
shared-delivery-gave-up = Discord ne l'a pas pris, malgré tous mes essais.
    .fix = Voyez https://discordstatus.com, et publiez-le quand Discord ira mieux.
shared-delivery-no-events = Je n'ai pas le droit de créer des événements sur ce serveur.
    .fix = Si vous en voulez, donnez-moi « Créer des évènements » et « Gérer les évènements » ; ils suivront d'eux-mêmes.
shared-delivery-event-forbidden = Je n'ai pas accès à son salon vocal.
    .fix = Donnez-moi là-bas « Voir le salon » et « Se connecter » ; l'événement suivra de lui-même.
shared-delivery-event-refused = Discord l'a refusé.
    .fix = Le journal du bot dit pourquoi ; montrez-le à la personne qui l'héberge.
shared-delivery-events-full = Le serveur a déjà tous les événements que Discord permet.
    .fix = Supprimez-en dont personne n'a besoin ; celui-ci suivra de lui-même.
shared-delivery-unknown = Impossible de dire si c'est publié : Discord n'a pas répondu, et je ne peux pas vérifier.
    .fix = Regardez si c'est là avant de publier encore, et donnez-moi « Voir les anciens messages » là-bas.
shared-delivery-something = quelque chose que vous aviez programmé
shared-delivery-report = Sur **{ $server }**, je n'ai pas pu publier { $what } :
    { $ledger }

shared-weekday-0 = lundi
shared-weekday-1 = mardi
shared-weekday-2 = mercredi
shared-weekday-3 = jeudi
shared-weekday-4 = vendredi
shared-weekday-5 = samedi
shared-weekday-6 = dimanche
shared-month-1 = janvier
shared-month-2 = février
shared-month-3 = mars
shared-month-4 = avril
shared-month-5 = mai
shared-month-6 = juin
shared-month-7 = juillet
shared-month-8 = août
shared-month-9 = septembre
shared-month-10 = octobre
shared-month-11 = novembre
shared-month-12 = décembre
shared-when-nth-1 = premier
shared-when-nth-2 = deuxième
shared-when-nth-3 = troisième
shared-when-nth-4 = quatrième
shared-when-nth-5 = cinquième
shared-when-nth-last = dernier
shared-when-and = { $most } et { $last }
shared-when-date = { $day } { $month } { $year }
shared-when-daily = { $count ->
    [one] chaque jour
   *[other] tous les { $count } jours
}
shared-when-weekly = { $count ->
    [one] chaque { $days }
   *[other] toutes les { $count } semaines le { $days }
}
shared-when-monthly = { $count ->
    [one] le { $day } de chaque mois
   *[other] le { $day }, tous les { $count } mois
}
shared-when-monthly-nth = { $count ->
    [one] le { $nth } { $day } de chaque mois
   *[other] le { $nth } { $day }, tous les { $count } mois
}
shared-when-monthly-last = { $count ->
    [one] le dernier jour de chaque mois
   *[other] le dernier jour du mois, tous les { $count } mois
}
shared-when-yearly = chaque année le { $day } { $month }
shared-when-rule-words = { $every } à { $time }
shared-when-rule-count = { $count ->
    [one] { $rule }, { $count } fois
   *[other] { $rule }, { $count } fois
}
shared-when-rule-left = { $left ->
    [one] { $rule } (encore une)
   *[other] { $rule } (encore { $left })
}
shared-when-other = à { $time }, selon la règle `{ $rule }`
shared-when-rule-until = { $rule }, jusqu'au { $day }
shared-when-repeats = 🔁 { $rule } ({ $zone })
shared-when-first = Prochaine fois : { $first }
shared-when-later = Ensuite : { $later }
shared-when-over = C'est terminé.
shared-when-empty = Dites quand, s'il vous plaît.
    .example = demain 18h
shared-when-long = C'est long pour une heure : { $most } caractères sont possibles.
    .example = tous les lundis à 9h
shared-when-unreadable = Je ne comprends pas « { $part } » comme une heure.
    .example = demain 18h · vendredi 17h30 · le 15 à 18h · tous les lundis à 9h · le dernier vendredi du mois à 16h · @time
shared-when-no-time = Je comprends « { $text } », mais pas à quelle heure.
    .example = 18:00 { $text }
shared-when-no-day = Je comprends la fréquence, mais pas le jour.
    .example = tous les lundis à 9h
shared-when-no-repeat = Ceci n'a lieu qu'une fois, et c'est une répétition.
    .example = vendredi 18h
shared-when-end-alone = Cela a un début ou une fin, mais ne se répète pas.
    .example = tous les lundis à 9h, 10 fois
shared-when-two-days = { $day } est à côté de ce qui dit déjà le jour. Si cela commence alors, dites « à partir de ».
    .example = tous les lundis à 9h à partir de demain
shared-when-past = Ce serait { $understood }, c'est passé.
    .example = demain 18h
shared-when-far = C'est au-delà de l'an { $year }.
    .example = demain 18h
shared-when-ambiguous-date = « { $text } » peut être { $first } ou { $second }.
    .example = { $ahead } 18h
shared-when-ambiguous-next = « { $text } » peut être { $first } ou { $second }.
    .example = { $first } 18h
shared-when-ambiguous-hour = « { $text } » peut être { $first } ou { $second }.
    .example = demain { $second }
shared-when-ambiguous-nth = « { $text } » peut être toutes les { $weeks } semaines, ou une fois par mois ({ $nth } { $day }).
    .example = toutes les { $weeks } semaines le { $day } à 9h ou le { $nth } { $day } du mois à 9h
shared-when-ambiguous-habit = « { $text } » peut être le prochain, ou chacun.
    .example = { $day } 18h ou chaque { $day } à 18h
shared-when-midnight = Minuit peut être le début ou la fin du jour.
    .example = demain 00:00 ou demain 23:59
shared-when-no-such-date = Ce jour n'existe pas : { $date }.
    .example = le 15 à 18h
shared-when-no-such-time = Cette heure n'existe pas : { $time }.
    .example = demain 18h ou demain 6 pm
shared-when-no-such-part = « { $time } » n'est pas une heure de ce moment de la journée.
    .example = demain 18h ou demain soir à 8h
shared-when-wrong-day = Le { $date } ne tombe pas un { $day }.
    .example = vendredi 18h
shared-when-end-before = Cela finirait avant de commencer, { $first }.
    .example = tous les lundis à 9h, 10 fois
shared-when-rule = Cette répétition ne peut pas être planifiée.
    .example = toutes les 2 semaines le mardi à 18h
shared-when-interval = La distance doit être de 1 à { $most }.
    .example = toutes les 2 semaines le mardi à 18h
shared-when-count = Le nombre de fois doit être de 1 à { $most }.
    .example = tous les lundis à 9h, 10 fois
shared-when-never = Ce jour n'existe dans aucune année.
    .example = le 15 de chaque mois à 9h

shared-lead-start = au début
shared-lead-days = { $count ->
    [one] 1 jour avant
   *[other] { $count } jours avant
}
shared-lead-hours = { $count ->
    [one] 1 heure avant
   *[other] { $count } heures avant
}
shared-lead-minutes = { $count ->
    [one] 1 minute avant
   *[other] { $count } minutes avant
}
shared-card-deleted = Quelqu'un l'a supprimée.
    .fix = Rien d'autre n'est perdu : la commande `show` a tout, et le bouton *Publier à nouveau*.
shared-post-again = Publier à nouveau
shared-post-again-done = 📌 Elle arrive.
shared-post-again-there = Elle est déjà là, ou elle arrive.
shared-post-again-gone = Ce que montrait cette fiche n'existe plus.
shared-post-again-not-yours = Seuls ses propriétaires et les modérateurs peuvent publier cette fiche à nouveau.
