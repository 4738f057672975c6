# Les permissions, sous le nom que Discord leur donne ; `.why` dit à quoi elles servent.
server-permission-view_channel = Voir les salons
    .why = pour voir les salons que vous choisissez
server-permission-send_messages = Envoyer des messages et créer des publications
    .why = pour publier les questions, les signalements et les rappels
server-permission-embed_links = Intégrer des liens
    .why = pour présenter une question sous forme de fiche
server-permission-attach_files = Joindre des fichiers
    .why = pour joindre le code long et les exports
server-permission-read_message_history = Voir les anciens messages
    .why = pour rattraper les réponses données pendant un arrêt
server-permission-create_public_threads = Créer des fils publics
    .why = pour ouvrir un fil par question
server-permission-send_messages_in_threads = Envoyer des messages dans les fils et les publications
    .why = pour écrire dans les fils des questions
server-permission-manage_threads = Gérer les fils et les publications
    .why = pour fermer et rouvrir les fils, et tenir leurs tags à jour
server-permission-create_events = Créer des évènements
    .why = pour montrer les sessions d'étude comme évènements de Discord
server-permission-manage_events = Gérer les évènements
    .why = pour commencer, finir et déplacer ces évènements
server-permission-manage_channels = Gérer les salons
    .why = pour que `/setup` crée les tags du forum et les salons à votre place ; vous pouvez aussi les créer à la main

server-use-questions = questions
server-use-endpoints = endpoints
server-use-announcements = annonces
server-use-sessions = sessions d'étude
server-use-moderators = affaires des modérateurs

# Les vérifications : le nom, puis le constat et, s'il y a quelque chose à faire, le remède.
server-check-token = Jeton
    .fine = Connecté en tant que { $name }.
    .missing = Aucun jeton n'est défini.
    .missing-fix = Écrivez DISCORD_TOKEN=... dans le fichier .env. Le jeton se trouve sur https://discord.com/developers/applications : votre application, Bot, Reset Token.
    .refused = Discord n'accepte pas le jeton.
    .refused-fix = Sur https://discord.com/developers/applications, ouvrez votre application, Bot, Reset Token ; mettez le nouveau dans .env sous DISCORD_TOKEN.
    .unreachable = Discord est injoignable : { $detail }.
    .unreachable-fix = Vérifiez le réseau et DISCORD_API_BASE, puis relancez la vérification.
server-check-intent-message-content = Intent « message content »
    .ok = Activé : ce que les membres écrivent dans les fils des questions peut être retrouvé.
    .off = Désactivé. Tout fonctionne ; avec lui, les réponses des fils sont conservées et retrouvables, et des indications apparaissent.
    .off-fix = Pour en profiter : https://discord.com/developers/applications, votre application, Bot, activez « Message Content Intent », puis redémarrez Nexus.
server-check-intent-members = Intent « server members »
    .ok = Activé : les départs de membres sont remarqués aussitôt.
    .off = Désactivé. Tout fonctionne ; avec lui, les départs de membres sont remarqués aussitôt, et les listes de noms (qui n'a pas encore vu) sont possibles.
    .off-fix = Pour en profiter : https://discord.com/developers/applications, votre application, Bot, activez « Server Members Intent », puis redémarrez Nexus.
server-check-guilds = Serveur
    .none = Nexus n'est sur aucun serveur.
    .none-fix = Lancez `nexus invite` et ouvrez le lien affiché.
server-check-set-up = Configuration de { $guild }
    .ok = Faite avec /setup.
    .defaults = Personne n'a encore lancé /setup : tout se passe dans #{ $channel }.
    .defaults-fix = Un modérateur peut lancer /setup pour choisir d'autres salons, les rôles, le fuseau horaire et la langue.
server-check-no-channel = Salon pour : { $uses }
    .moderators = Aucun n'est choisi : les signalements vont au propriétaire du serveur.
    .moderators-fix = Lancez /setup et choisissez un salon que seuls les modérateurs voient.
    .default = Aucun n'est choisi, et #{ $default } n'existe pas.
    .default-fix = Créez un salon textuel nommé { $default }, ou lancez /setup et choisissez-en un.
    .gone = Le salon choisi n'existe plus, ou Nexus ne le voit pas.
    .gone-fix = Lancez /setup et choisissez-en un autre, ou rendez-le visible pour Nexus.
server-check-channel = #{ $channel }
    .ok = Prêt pour : { $uses }.
    .ok-default = Prêt pour : { $uses } (par défaut, personne ne l'a choisi).
    .wrong-kind = Ce type de salon ne convient pas pour : { $uses }.
    .wrong-kind-fix = Lancez /setup et choisissez un salon textuel (ou un forum pour les questions, les endpoints ou les sessions).
    .permissions = Il manque ici des permissions à Nexus pour { $uses } : { $permissions }.
    .permissions-fix = #{ $channel }, Modifier le salon, Permissions, Avancé : ajoutez le rôle « { $role } » et autorisez { $permissions }.
server-check-tags = Tags de #{ $channel }
    .ok = Tous présents.
    .missing = Pas encore là : { $tags }.
    .missing-fix = Lancez /setup, enregistrez, puis choisissez « Créer les tags manquants ».
    .missing-by-hand = Pas encore là : { $tags }. Nexus n'a pas le droit de les créer.
    .missing-by-hand-fix = Donnez au rôle « { $role } » la permission Gérer les salons dans #{ $channel } et lancez /setup ; ou ajoutez les tags vous-même dans Modifier le salon.
server-check-role-moderator = Rôle des modérateurs
    .gone = Le rôle choisi n'existe plus.
    .gone-fix = Lancez /setup et choisissez-en un autre.
    .none = Aucun n'est choisi : seuls les membres qui peuvent gérer le serveur comptent comme modérateurs.
    .none-fix = Lancez /setup et choisissez le rôle, si les modérateurs en ont un.
server-check-role-backend = Rôle des apprenants backend
    .gone = Le rôle choisi n'existe plus.
    .gone-fix = Lancez /setup et choisissez-en un autre.
server-check-role-frontend = Rôle des apprenants frontend
    .gone = Le rôle choisi n'existe plus.
    .gone-fix = Lancez /setup et choisissez-en un autre.
server-check-role-link = Rôle qui peut publier des liens
    .gone = Le rôle choisi n'existe plus : il ne permet donc de liens à personne.
    .gone-fix = Lancez /setup et choisissez-en un autre.
server-check-texts = Textes des membres
    .none = Aucun texte n'a été refusé en 30 jours.
    .some = Refusés en 30 jours : { $links } pour des liens, { $invitations } pour des invitations, { $words } pour des mots. Les règles sont dans /setup.
server-check-cards = { $count ->
    [one] 1 fiche qui ne peut pas être affichée
   *[other] { $count } fiches qui ne peuvent pas être affichées
}
    .no-channel = Leur salon a été supprimé, et aucun autre n'est choisi.
    .no-channel-fix = Lancez /setup et choisissez les salons ; les fiches suivront d'elles-mêmes.
    .no-access = Je ne vois pas leur salon.
    .no-access-fix = Donnez-moi « Voir le salon » là-bas ; les fiches suivront d'elles-mêmes.
    .forbidden = Je ne peux pas écrire dans leur salon.
    .forbidden-fix = Donnez-moi là-bas « Envoyer des messages », « Intégrer des liens » et « Créer des fils publics » ; les fiches suivront d'elles-mêmes.
    .refused = Discord les refuse.
    .refused-fix = Le journal du bot dit pourquoi. Je réessaie dès que change ce qu'elles montrent.
    .gave-up = Discord ne les a pas prises, malgré tous mes essais.
    .gave-up-fix = Voyez https://discordstatus.com. Je réessaie au prochain démarrage, ou quand change ce qu'elles montrent.
server-check-events = { $count ->
    [one] 1 session sans événement Discord
   *[other] { $count } sessions sans événement Discord
}
    .no-events = Je n'ai pas le droit de créer des événements.
    .no-events-fix = Si vous en voulez, donnez-moi « Créer des évènements » et « Gérer les évènements » ; ils suivront d'eux-mêmes.
    .event-forbidden = Je n'ai pas accès à leur salon vocal.
    .event-forbidden-fix = Donnez-moi là-bas « Voir le salon » et « Se connecter » ; les événements suivront d'eux-mêmes.
    .event-refused = Discord les refuse.
    .event-refused-fix = Le journal du bot dit pourquoi. Je réessaie dès que les sessions changent.
    .events-full = Le serveur a déjà tous les événements que Discord permet.
    .events-full-fix = Supprimez-en dont personne n'a besoin ; les autres suivront d'eux-mêmes.
server-check-retention = Anciennes données
    .never = Le ménage n'a pas encore été fait. Il a lieu une fois par jour.
    .nothing = Ménage fait { $ran }. Rien n'était assez ancien pour partir.
    .some = Ménage fait { $ran } : { $dropped }.
    .above = Ménage fait { $ran } : { $dropped }. Il en reste : { $above }.
    .above-fix = Rien à faire : Nexus continue toutes les 10 minutes. Si cela dure plus d'un jour, prévenez la personne qui gère Nexus.
    .overdue = Dernier ménage { $ran }. Il devrait avoir lieu chaque jour.
    .overdue-fix = Demandez à la personne qui gère Nexus de chercher « could not be dropped » dans le journal.
server-check-zone = Fuseau horaire
    .ok = { $zone }
    .default = { $zone }, car personne n'en a choisi.
    .default-fix = Lancez /setup et choisissez celui de la plupart des membres.
    .unknown = { $zone } n'est pas un fuseau horaire.
    .unknown-fix = Lancez /setup et choisissez-en un.
server-check-administrator = Droits
    .granted = Nexus est administrateur : c'est bien plus qu'il ne lui faut.
    .granted-fix = Paramètres du serveur, Rôles, « { $role } » : désactivez Administrateur.

server-language-en = anglais (English)
server-language-fr = français

# /setup
server-command-setup = Choisir les salons, les rôles, le fuseau horaire et la langue (modérateurs)
server-setup-title = Configuration { $step }/{ $steps } · { $page }
server-setup-page-channels = salons
    .intro = Où se passe quoi ? Les menus suivent l'ordre de la liste. Ce qui est rempli a été deviné d'après les noms ou choisi auparavant ; rien n'est en vigueur avant d'enregistrer.
server-setup-page-people = personnes
    .intro = Qui est qui ? Les affaires des modérateurs sont les signalements et les échecs : choisissez un salon que seuls les modérateurs voient.
server-setup-page-place = heure et langue
    .intro = Quelle heure suivent les membres, et dans quelle langue sont les messages publics ? Chacun reçoit les réponses privées dans la sienne.
server-setup-page-review = vérifier et enregistrer
    .intro = Voici ce qui sera en vigueur, et ce qui manquerait alors.
server-setup-channel-questions = Questions
    .none = #prodevprojectnexus, s'il existe
server-setup-channel-endpoints = Endpoints
    .none = #prodevprojectnexus, s'il existe
server-setup-channel-announcements = Annonces
    .none = #prodevprojectnexus, s'il existe
server-setup-channel-sessions = Sessions d'étude
    .none = #prodevprojectnexus, s'il existe
server-setup-channel-moderators = Salon des modérateurs
    .none = aucun : les signalements vont au propriétaire du serveur
server-setup-role-moderator = Rôle des modérateurs
    .none = aucun : qui peut gérer le serveur est modérateur
server-setup-role-backend = Rôle des apprenants backend
    .none = aucun
server-setup-role-frontend = Rôle des apprenants frontend
    .none = aucun
server-setup-zone = Fuseau horaire
    .hint = Une ville suffit, comme Nairobi, ou un nom comme Africa/Nairobi
server-setup-language = Langue des messages publics
server-setup-other-zone = Un autre fuseau horaire
server-setup-choices = Choix
server-setup-choice = { $label } : { $choice }
server-setup-missing = Ce qui manque
server-setup-nothing-missing = Rien. ✅
server-setup-back = Retour
server-setup-next = Suite
server-setup-save = Enregistrer
server-setup-cancel = Annuler
server-setup-cancelled = Rien n'a été changé.
server-setup-saved = Enregistré
server-setup-gone = Ces choix ont déjà été enregistrés, ou sont restés trop longtemps en attente.
    .example = /setup recommence, avec ce qui est en vigueur
server-setup-create-tags = Créer les tags manquants
    .detail = Nexus ajoutera ces tags à { $channel } : { $tags }. Ceux qui existent restent.
server-setup-create-channel = Créer #prodevprojectnexus
    .detail = Nexus créera le salon textuel #prodevprojectnexus. Tout le monde le verra ; vous pourrez le déplacer et choisir qui peut y écrire.
server-setup-create-moderators = Créer un salon des modérateurs
    .detail = Nexus créera le salon textuel #nexus-moderators, que seuls le rôle des modérateurs et Nexus voient, et y publiera les signalements.
server-setup-create-now = Créer
server-setup-not-now = Pas maintenant
server-created-already = Cela existe déjà, ou n'est plus nécessaire.
server-may-not-create = Discord n'a pas laissé Nexus créer cela. Donnez au rôle « { $role } » la permission Gérer les salons, puis réessayez.

# /doctor
server-command-doctor = Vérifier ce dont Nexus a besoin ici, avec le remède à chaque défaut (modérateurs)
server-doctor-title = { $state ->
    [failed] Quelque chose ne fonctionne pas
    [warning] Nexus fonctionne, mais pas entièrement
   *[other] Tout fonctionne
}
server-doctor-more = … le reste est dans le fichier.

server-page-before = Plus récent
server-page-after = Plus ancien
server-erased-member = une personne dont les données ont été effacées

# Les signalements
server-menu-report = Signaler aux modérateurs
server-report-form = Signaler aux modérateurs
server-report-form-reason = Quel est le problème avec ce message ?
    .hint = Seuls les modérateurs le voient, et que cela vient de vous.
server-report-thanks = Merci. Les modérateurs l'ont reçu ; personne d'autre ne voit que vous l'avez signalé.
server-report-thanks-owner = Merci. Ce serveur n'a pas de salon des modérateurs où je puisse écrire : je l'envoie donc à son propriétaire ; personne d'autre ne voit que vous l'avez signalé.
server-report-gone = Le formulaire est resté ouvert trop longtemps.
    .example = clic droit sur le message, Applications, Signaler aux modérateurs
server-report-twice = Vous avez déjà signalé ce message ; les modérateurs l'ont reçu.
server-report-unknown = Ce signalement n'existe plus.
server-report-author-erased = L'auteur a fait effacer ses données : je ne sais plus qui c'était. Le message lui-même le dit peut-être.
server-report-title = Signalement { $number }
server-report-author = Écrit par
server-report-reporter = Signalé par
server-report-where = Message
server-report-reason = Raison
server-report-resolve = Traité
server-report-bar = Bloquer l'auteur…
server-report-resolved = Traité
server-report-resolved-by = par { $moderator }, { $at }
server-report-to-owner = Un membre de **{ $server }** a signalé un message. Vous le recevez directement, car il n'y a pas de salon des modérateurs où je puisse écrire : `/setup` en choisit ou en crée un. Pour le marquer comme traité là-bas : `/audit show:open reports`.
server-report-line = **{ $number }** · { $link } de { $author }, signalé par { $reporter } { $at } : { $reason }
server-reports-title = Signalements ouverts, page { $page }
server-reports-empty = Il n'y en a pas.
server-reports-menu = Marquer comme traité

# Les blocages
server-menu-bar = Bloquer les publications
server-bar-form = Bloquer les publications
server-bar-form-period = Pour combien de temps ?
server-bar-form-reason = Pourquoi ?
    .hint = La raison est indiquée à la personne quand elle essaie de publier. Elle figure aussi au journal.
server-bar-done = C'est fait. { $ban }
server-bar-again = Un blocage est déjà en vigueur ; celui-ci le remplace. { $ban }
server-bar-line = { $member } ne peut plus publier jusqu'au { $until } (par { $moderator }) : { $reason }
server-bar-yourself = Vous ne pouvez pas vous bloquer vous-même.
server-bar-bot = Les bots ne publient pas avec Nexus : il n'y a rien à bloquer.
server-bar-moderator = On ne peut pas bloquer un modérateur. Qui gère le serveur peut d'abord lui retirer le rôle.
server-bar-none = { $member } n'est plus bloqué.
server-no-reason = Donnez une raison en mots, pour que la personne qui la lira puisse agir.
    .example = Publie la même question toutes les heures
server-bars-title = Membres bloqués, page { $page }
server-bars-empty = Personne n'est bloqué.
server-lift-menu = Laisser quelqu'un publier à nouveau
server-lift-form = Laisser publier à nouveau
server-lift-form-reason = Pourquoi ? (pour le journal)
server-period-1h = 1 heure
server-period-1d = 1 jour
server-period-3d = 3 jours
server-period-1w = 1 semaine
server-period-4w = 4 semaines
server-period-12w = 12 semaines

# /audit
server-command-audit = Ce qu'ont fait les modérateurs, signalements ouverts, membres bloqués (modérateurs)
server-option-moderator = Seulement ce qu'a fait ce modérateur
server-option-member = Seulement ce qui concerne ce membre
server-option-action = Seulement ce type d'action
server-option-show = Que montrer
server-audit-show-actions = ce qu'ont fait les modérateurs
server-audit-show-reports = signalements ouverts
server-audit-show-bars = membres bloqués
server-audit-title = Journal des modérateurs, page { $page }
server-audit-empty = Rien pour l'instant.
server-audit-line = { $at } { $moderator } : **{ $action }** · { $subject }
server-audit-subject-api = API nº { $number }
server-audit-subject-announcement = l'annonce { $number }
server-audit-subject-template = le modèle { $number }
server-audit-subject-endpoint = la demande d'endpoint { $number }
server-audit-subject-guild = ce serveur
server-audit-subject-report = signalement { $number }
server-audit-subject-session = la session d'étude { $number }
server-audit-subject-question = question { $number }
server-audit-setup = a changé la configuration
server-audit-create = a fait créer par Nexus
server-audit-bar = a bloqué les publications
server-audit-lift = a laissé publier à nouveau
server-audit-resolve = a traité

server-detail-question_channel_id = questions
server-detail-endpoint_channel_id = endpoints
server-detail-announcement_channel_id = annonces
server-detail-session_channel_id = sessions d'étude
server-detail-moderator_channel_id = salon des modérateurs
server-detail-moderator_role_id = modérateurs
server-detail-backend_role_id = apprenants backend
server-detail-frontend_role_id = apprenants frontend
server-detail-time_zone = fuseau horaire
server-detail-language = langue
server-detail-review_days = jours avant la relecture d'une entrée
server-detail-hint_channel_ids = salons avec indices
server-detail-until = jusqu'au
server-detail-tags = tags
server-detail-channel = salon

# /help
server-command-help = Ce que vous pouvez faire ici, et comment
server-help-title = Ce que vous pouvez faire ici
server-help-intro = Les questions se posent dans { $channel }, chacune dans son fil.
server-help-barred = Un modérateur vous a retiré le droit de publier jusqu'au { $until } : { $reason }
server-help-ask = Poser une question
    .how = { $ask } propose ce qui a déjà été résolu pendant que vous tapez le titre. Pour faire d'un message une question : clic droit (sur téléphone : appui long), Applications, « Poser comme question ».
server-help-find = Trouver ce qui a été résolu
    .how = { $search } cherche dans les questions et les réponses ; { $question_list } montre celles qui sont ouvertes, ou les vôtres.
server-help-answer = Aider quelqu'un
    .how = Écrivez dans le fil de la question. { $question_claim } dit aux autres que vous vous en occupez.
server-help-settle = Dire que c'est résolu
    .how = Appuyez sur « Accepter » sous votre question, ou clic droit sur la réponse, Applications, « Accepter la réponse ». { $question_accept } le fait aussi. C'est la question de quelqu'un d'autre ? Votre choix lui est alors proposé.
server-help-follow = Être prévenu des nouvelles questions
    .how = { $question_subscribe } choisit les thèmes sur lesquels vous pouvez aider.
server-help-agree = S'accorder sur des endpoints
    .how = { $endpoint_request } demande ce qu'il faut à votre page, { $endpoint_list } montre ce qui est demandé : acceptez une demande et convenez de sa forme avec l'autre côté.
server-help-learn = Apprendre ensemble
    .how = { $session_list } montre les sessions d'étude à venir, { $session_create } en planifie une, { $session_poll } trouve une heure. { $digest } résume la semaine.
server-help-you = Vos réglages et vos données
    .how = { $me_language }, { $me_timezone }, { $me_reminders } ; { $me_export } vous donne tout ce qui est conservé sur vous, { $me_erase } vous fait oublier. Un message pose problème ? Clic droit, Applications, « Signaler aux modérateurs ».
server-help-order = Pour les modérateurs : veiller à l'ordre
    .how = { $question_close } et { $question_reopen } marchent sur toutes les questions. { $audit } montre qui a fait quoi, et pourquoi.
server-help-announce = Pour les modérateurs : annoncer
    .how = { $announce_create } publie tout de suite ou à une heure, après un aperçu ; { $announce_list } a ce qui est prévu.
server-help-reports = Pour les modérateurs : les signalements
    .how = Les signalements arrivent dans le salon des modérateurs ; { $audit } avec « signalements ouverts » liste ceux que personne n'a traités.
server-help-bars = Pour les modérateurs : empêcher quelqu'un de publier
    .how = Clic droit sur le membre, Applications, « Bloquer les publications ». { $audit } avec « membres bloqués » en donne la liste et permet de lever un blocage.
server-help-set-up = Pour les modérateurs : configurer le serveur
    .how = { $setup } choisit les salons, les rôles, le fuseau horaire et la langue ; { $doctor } trouve ce qui ne va pas, avec le remède.

server-setup-review = Quand une entrée de la FAQ est-elle revue ?
server-setup-page-texts = textes des membres
    .intro = Que peuvent contenir les textes des membres que Nexus publie ? L'AutoMod de Discord ne regarde pas les messages des bots. Les modérateurs sont exemptés ; les liens dans du code passent.
server-setup-text-links = Qui peut publier des liens ?
server-setup-links-everyone = Tout le monde peut publier des liens
server-setup-links-role = Seuls les membres avec le rôle ci-dessous
server-setup-links-nobody = Seuls les modérateurs
server-setup-role-link = Rôle qui peut publier des liens
    .none = aucun
server-setup-text-invitations = Invitations vers d'autres serveurs
server-setup-invitations-refused = Les invitations sont refusées
server-setup-invitations-allowed = Les invitations sont permises
server-setup-text-words = Mots refusés
    .hint = Un par ligne. Casse et accents ne comptent pas ; * à un bout vaut n'importe quelles lettres
server-setup-text-words-count = { $count ->
    [0] aucun
    [one] 1 mot
   *[other] { $count } mots
}
server-setup-words-edit = Modifier les mots
server-setup-page-week = résumé de la semaine
    .intro = Une fois par semaine, un message dans le salon des annonces dit quelles questions attendent, ce qui est résolu, ce qui est nouveau dans la FAQ, où en sont les demandes d'endpoints et quelles sessions viennent. Il est omis quand il n'y a rien.
server-setup-week-day = Quel jour ?
server-setup-week-hour = À quelle heure, dans le fuseau du serveur ?
server-setup-digest-none = pas de résumé
server-setup-hints = Salons où l'on signale les réponses existantes
    .none = aucun
server-setup-days = { $days ->
    [one] après un jour
   *[other] après { $days } jours
}
